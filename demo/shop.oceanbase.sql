/* What only OceanBase has: subpartitions by template and of unequal number, indexes of their own reach, storage options. */

CREATE TABLE audit_log (
  id BIGINT NOT NULL,
  day DATE NOT NULL,
  area VARCHAR(20) NOT NULL,
  entry VARCHAR(200) NOT NULL,
  PRIMARY KEY (id, day, area)
) BLOCK_SIZE = 32768 COMMENT='who changed what'
PARTITION BY RANGE COLUMNS (day) SUBPARTITION BY LIST COLUMNS (area)
SUBPARTITION TEMPLATE (SUBPARTITION money VALUES IN ('payments','refunds'), SUBPARTITION rest VALUES IN ('orders','stock')) (
  PARTITION p2025 VALUES LESS THAN ('2026-01-01'),
  PARTITION p2026 VALUES LESS THAN ('2027-01-01'));

CREATE TABLE returns_log (
  id BIGINT NOT NULL,
  day DATE NOT NULL,
  amount DECIMAL(10,2) DEFAULT NULL,
  PRIMARY KEY (id, day)
)
PARTITION BY RANGE COLUMNS (day) SUBPARTITION BY RANGE (id) (
  PARTITION p2025 VALUES LESS THAN ('2026-01-01') (SUBPARTITION p2025_all VALUES LESS THAN (MAXVALUE)),
  PARTITION p2026 VALUES LESS THAN ('2027-01-01') (SUBPARTITION p2026_low VALUES LESS THAN (1000), SUBPARTITION p2026_high VALUES LESS THAN (MAXVALUE)));

CREATE TABLE deliveries (
  id BIGINT NOT NULL,
  order_id BIGINT NOT NULL,
  depot INT NOT NULL,
  PRIMARY KEY (id),
  KEY k_deliveries_order (order_id) GLOBAL,
  KEY k_deliveries_depot (depot) LOCAL
)
PARTITION BY HASH (id) PARTITIONS 4;

INSERT INTO audit_log VALUES (1, '2026-05-02', 'payments', 'captured'), (2, '2026-05-02', 'orders', 'packed');
INSERT INTO returns_log VALUES (1, '2026-05-09', 7.50);
INSERT INTO deliveries VALUES (1, 1000, 7);
