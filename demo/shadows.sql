/* Shadows that other tools and hands made, and that nobody registered; README.md says what is wrong with each. */

CREATE TABLE _test_countries (
  code CHAR(2) NOT NULL,
  name VARCHAR(60) NOT NULL,
  currency CHAR(3) NOT NULL DEFAULT 'EUR',
  PRIMARY KEY (code),
  UNIQUE KEY uk_countries_name (name)
) COMMENT='Where the shop delivers';

CREATE TABLE _test_brands (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(60) NOT NULL,
  founded YEAR DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_brands_name (name)
);

CREATE TABLE _test_categories (
  id INT NOT NULL AUTO_INCREMENT,
  parent_id INT DEFAULT NULL,
  name VARCHAR(60) NOT NULL,
  position SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY uk_categories_name (parent_id, name),
  CONSTRAINT fk_test_categories_1 FOREIGN KEY (parent_id) REFERENCES categories (id) ON DELETE CASCADE
);

CREATE TABLE _test_products (
  id BIGINT NOT NULL AUTO_INCREMENT,
  category_id INT NOT NULL,
  brand_id INT DEFAULT NULL,
  name VARCHAR(120) NOT NULL,
  description TEXT,
  price DECIMAL(8,2) NOT NULL DEFAULT 0.00,
  price_gross DECIMAL(12,2) GENERATED ALWAYS AS (price * 1.2) VIRTUAL COMMENT 'with the tax of today',
  status ENUM('draft','live','sold out','maker''s recall') NOT NULL DEFAULT 'draft',
  labels SET('new','sale','eco') DEFAULT NULL,
  attrs JSON DEFAULT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY k_products_category (category_id, status),
  KEY k_products_brand (brand_id),
  KEY k_products_gross (price_gross)
) COMMENT='What the shop sells; one row a product, variants apart';

CREATE TABLE _test_product_variants (
  id BIGINT NOT NULL AUTO_INCREMENT,
  product_id BIGINT NOT NULL,
  sku VARCHAR(32) NOT NULL,
  colour VARCHAR(30) DEFAULT 'any',
  size VARCHAR(10) DEFAULT NULL COMMENT 'inches are written 12"',
  PRIMARY KEY (id),
  KEY uk_variants_sku (sku),
  KEY k_variants_product (product_id, colour(10))
);

CREATE TABLE _test_customers (
  id BIGINT NOT NULL AUTO_INCREMENT,
  login VARCHAR(40) NOT NULL,
  tier ENUM('basic','silver','gold') NOT NULL DEFAULT 'basic',
  default_address_id BIGINT DEFAULT NULL,
  points INT NOT NULL DEFAULT 0,
  token VARCHAR(36) DEFAULT (UUID()),
  newsletter TINYINT(1) NOT NULL DEFAULT 0,
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  UNIQUE KEY uk_customers_login (login),
  KEY k_customers_address (default_address_id)
);

CREATE TABLE _test_orders (
  id BIGINT NOT NULL AUTO_INCREMENT,
  customer_id BIGINT NOT NULL,
  address_id BIGINT DEFAULT NULL,
  status ENUM('new','paid','packed','sent') NOT NULL DEFAULT 'new',
  total DECIMAL(12,2) NOT NULL DEFAULT 0.00,
  note VARCHAR(200) DEFAULT NULL COMMENT 'the customer''s own words, "as is"',
  placed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  KEY k_orders_customer (customer_id, placed_at),
  KEY k_orders_address (address_id),
  KEY k_orders_status (status, placed_at),
  CONSTRAINT fk_test_orders_1 FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT ck_test_orders_1 CHECK (total >= 0)
);

CREATE TABLE _test_order_items (
  order_id BIGINT NOT NULL,
  line SMALLINT NOT NULL,
  variant_id BIGINT NOT NULL,
  quantity SMALLINT NOT NULL DEFAULT 1,
  price DECIMAL(10,2) NOT NULL,
  line_total DECIMAL(14,2) GENERATED ALWAYS AS (price) STORED,
  PRIMARY KEY (order_id, line),
  KEY k_order_items_variant (variant_id)
);

CREATE TABLE _test_shipment_events (
  shipment_id BIGINT NOT NULL,
  day DATE NOT NULL,
  seq INT NOT NULL,
  event VARCHAR(60) NOT NULL,
  PRIMARY KEY (shipment_id, day, seq),
  KEY k_shipment_events_day (day)
) COMMENT='kept by quarter'
PARTITION BY RANGE COLUMNS (day) (
  PARTITION q1 VALUES LESS THAN ('2026-04-01'),
  PARTITION q2 VALUES LESS THAN ('2026-07-01'),
  PARTITION later VALUES LESS THAN (MAXVALUE));

CREATE TABLE _test_price_history (
  product_id BIGINT NOT NULL,
  day DATE NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (product_id, day)
)
PARTITION BY RANGE (TO_DAYS(day)) (
  PARTITION y2024 VALUES LESS THAN (739617),
  PARTITION y2025 VALUES LESS THAN (739900),
  PARTITION y2026 VALUES LESS THAN (740200));

CREATE TABLE _test_visits (
  id BIGINT NOT NULL,
  day DATE NOT NULL,
  page VARCHAR(100) NOT NULL,
  millis INT UNSIGNED DEFAULT NULL,
  PRIMARY KEY (id, day)
)
PARTITION BY RANGE COLUMNS (day) (
  PARTITION p2025 VALUES LESS THAN ('2026-01-01'),
  PARTITION p2026 VALUES LESS THAN ('2027-01-01'));

CREATE TABLE _test_coupons (
  code VARCHAR(24) NOT NULL,
  percent TINYINT UNSIGNED NOT NULL DEFAULT 5,
  hint VARCHAR(60) DEFAULT NULL COMMENT 'the "hint"',
  valid_until DATE DEFAULT NULL,
  PRIMARY KEY (code)
);

CREATE TABLE _test_tags (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(40) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_tags_name (name)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

/* No shadow: the quality laboratory's table, which had this name before anybody thought of shadows. */
CREATE TABLE _test_results (
  sample VARCHAR(20) NOT NULL,
  taken_on DATE NOT NULL,
  verdict ENUM('passed','failed') NOT NULL,
  remarks TEXT,
  PRIMARY KEY (sample)
) COMMENT='quality laboratory: results of tests';

INSERT INTO _test_countries (code, name) VALUES ('XA', 'Testland'), ('XB', 'Otherland');
/* The key to the real table made somebody put a test row there. */
INSERT INTO categories (id, parent_id, name) VALUES (900, NULL, 'Load test');
INSERT INTO _test_categories (id, parent_id, name) VALUES (900, NULL, 'Load test');
INSERT INTO _test_categories (id, parent_id, name) VALUES (901, 900, 'Load test, below');
INSERT INTO _test_products (id, category_id, name, price, status) VALUES (1, 900, 'Test product 1', 1.00, 'live'), (2, 901, 'Test product 2', 2.50, 'maker''s recall');
INSERT INTO _test_product_variants (id, product_id, sku) VALUES (1, 1, 'TEST-1'), (2, 2, 'TEST-2');
INSERT INTO _test_customers (id, login, newsletter) VALUES (1, 'load-0001', 1), (2, 'load-0002', 0);
INSERT INTO _test_orders (id, customer_id, status, total) VALUES (1, 1, 'paid', 3.50), (2, 2, 'new', 0.00);
INSERT INTO _test_order_items (order_id, line, variant_id, quantity, price) VALUES (1, 1, 1, 2, 1.00);
INSERT INTO _test_shipment_events VALUES (1, '2026-03-31', 1, 'packed'), (1, '2026-08-01', 1, 'on the way'), (1, '2026-12-24', 1, 'delivered');
INSERT INTO _test_results VALUES ('A-17', '2026-02-03', 'passed', 'handle cold'), ('A-18', '2026-02-03', 'failed', NULL);
