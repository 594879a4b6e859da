/* What only MySQL has: functional and multi-valued indexes, invisible columns, spatial reference systems. */

CREATE TABLE invoices (
  number BIGINT NOT NULL AUTO_INCREMENT,
  order_id BIGINT NOT NULL,
  body VARCHAR(200) DEFAULT NULL,
  doc JSON DEFAULT (JSON_OBJECT('open', TRUE)),
  checked_by INT DEFAULT NULL INVISIBLE,
  PRIMARY KEY (number),
  KEY k_invoices_body ((LOWER(body))),
  KEY k_invoices_lines ((CAST(doc->'$.lines' AS UNSIGNED ARRAY))),
  KEY k_invoices_order (order_id DESC) INVISIBLE,
  CONSTRAINT ck_invoices_body CHECK (CHAR_LENGTH(body) > 3) NOT ENFORCED
);

CREATE TABLE depots (
  id INT NOT NULL,
  place POINT NOT NULL SRID 4326,
  PRIMARY KEY (id),
  SPATIAL KEY sp_depots_place (place)
);

INSERT INTO invoices (order_id, body) VALUES (1000, 'one kettle, two cups');
INSERT INTO depots VALUES (1, ST_GeomFromText('POINT(48 16)', 4326));
