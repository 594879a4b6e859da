/* The demo's shop: the sources. Runs on MySQL 9.7, MariaDB and OceanBase. */

CREATE TABLE countries (
  code CHAR(2) NOT NULL,
  name VARCHAR(60) NOT NULL,
  currency CHAR(3) NOT NULL DEFAULT 'EUR',
  PRIMARY KEY (code),
  UNIQUE KEY uk_countries_name (name)
) COMMENT='Where the shop delivers';

CREATE TABLE settings (
  k VARCHAR(40) NOT NULL COMMENT 'the setting''s name',
  v TEXT COMMENT 'JSON or text; "quotes" are kept',
  changed_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (k)
) COMMENT='it''s read at start; */ never cached';

CREATE TABLE warehouses (
  id INT NOT NULL AUTO_INCREMENT,
  country CHAR(2) NOT NULL,
  name VARCHAR(60) NOT NULL,
  place POINT NOT NULL,
  PRIMARY KEY (id),
  KEY k_warehouses_country (country),
  SPATIAL KEY sp_warehouses_place (place),
  CONSTRAINT fk_warehouses_country FOREIGN KEY (country) REFERENCES countries (code)
);

CREATE TABLE categories (
  id INT NOT NULL AUTO_INCREMENT,
  parent_id INT DEFAULT NULL,
  name VARCHAR(60) NOT NULL,
  position SMALLINT UNSIGNED NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY uk_categories_name (parent_id, name),
  CONSTRAINT fk_categories_parent FOREIGN KEY (parent_id) REFERENCES categories (id) ON DELETE CASCADE
);

CREATE TABLE brands (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(60) NOT NULL,
  founded YEAR DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_brands_name (name)
);

CREATE TABLE products (
  id BIGINT NOT NULL AUTO_INCREMENT,
  category_id INT NOT NULL,
  brand_id INT DEFAULT NULL,
  name VARCHAR(120) NOT NULL,
  description TEXT,
  price DECIMAL(10,2) NOT NULL DEFAULT 0.00,
  price_gross DECIMAL(12,2) GENERATED ALWAYS AS (price * 1.2) VIRTUAL COMMENT 'with the tax of today',
  weight_grams INT UNSIGNED DEFAULT NULL,
  status ENUM('draft','live','sold out','maker''s recall') NOT NULL DEFAULT 'draft',
  labels SET('new','sale','eco') DEFAULT NULL,
  attrs JSON DEFAULT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY k_products_category (category_id, status),
  KEY k_products_brand (brand_id),
  KEY k_products_gross (price_gross),
  FULLTEXT KEY ft_products (name, description),
  CONSTRAINT fk_products_category FOREIGN KEY (category_id) REFERENCES categories (id),
  CONSTRAINT fk_products_brand FOREIGN KEY (brand_id) REFERENCES brands (id) ON DELETE SET NULL,
  CONSTRAINT ck_products_price CHECK (price >= 0)
) COMMENT='What the shop sells; one row a product, variants apart';

CREATE TABLE product_variants (
  id BIGINT NOT NULL AUTO_INCREMENT,
  product_id BIGINT NOT NULL,
  sku VARCHAR(32) NOT NULL,
  colour VARCHAR(30) DEFAULT 'any',
  size VARCHAR(10) DEFAULT NULL COMMENT 'inches are written 12"',
  PRIMARY KEY (id),
  UNIQUE KEY uk_variants_sku (sku),
  KEY k_variants_product (product_id, colour(10)),
  CONSTRAINT fk_variants_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);

CREATE TABLE product_images (
  id BIGINT NOT NULL AUTO_INCREMENT,
  product_id BIGINT NOT NULL,
  path VARCHAR(200) NOT NULL,
  checksum BINARY(16) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY k_images_product (product_id),
  KEY k_images_path (path(40)),
  CONSTRAINT fk_images_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);

CREATE TABLE tags (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(40) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_tags_name (name)
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE product_tags (
  product_id BIGINT NOT NULL,
  tag_id INT NOT NULL,
  PRIMARY KEY (product_id, tag_id),
  KEY k_product_tags_tag (tag_id, product_id),
  CONSTRAINT fk_product_tags_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
  CONSTRAINT fk_product_tags_tag FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE
);

CREATE TABLE customers (
  id BIGINT NOT NULL AUTO_INCREMENT,
  login VARCHAR(40) NOT NULL,
  tier ENUM('basic','silver','gold') NOT NULL DEFAULT 'basic',
  default_address_id BIGINT DEFAULT NULL,
  points INT NOT NULL DEFAULT 0,
  token VARCHAR(36) DEFAULT (UUID()),
  created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  UNIQUE KEY uk_customers_login (login),
  KEY k_customers_tier (tier, points),
  KEY k_customers_address (default_address_id)
);

CREATE TABLE addresses (
  id BIGINT NOT NULL AUTO_INCREMENT,
  customer_id BIGINT NOT NULL,
  country CHAR(2) NOT NULL,
  city VARCHAR(60) NOT NULL,
  line VARCHAR(120) NOT NULL,
  PRIMARY KEY (id),
  KEY k_addresses_customer (customer_id),
  KEY k_addresses_country (country),
  CONSTRAINT fk_addresses_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE,
  CONSTRAINT fk_addresses_country FOREIGN KEY (country) REFERENCES countries (code)
);

ALTER TABLE customers ADD CONSTRAINT fk_customers_address FOREIGN KEY (default_address_id) REFERENCES addresses (id) ON DELETE SET NULL;

CREATE TABLE carts (
  id BIGINT NOT NULL AUTO_INCREMENT,
  customer_id BIGINT DEFAULT NULL,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY k_carts_customer (customer_id),
  CONSTRAINT fk_carts_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);

CREATE TABLE cart_items (
  cart_id BIGINT NOT NULL,
  variant_id BIGINT NOT NULL,
  quantity SMALLINT NOT NULL DEFAULT 1,
  PRIMARY KEY (cart_id, variant_id),
  KEY k_cart_items_variant (variant_id),
  CONSTRAINT fk_cart_items_cart FOREIGN KEY (cart_id) REFERENCES carts (id) ON DELETE CASCADE,
  CONSTRAINT fk_cart_items_variant FOREIGN KEY (variant_id) REFERENCES product_variants (id),
  CONSTRAINT ck_cart_items_quantity CHECK (quantity > 0)
);

CREATE TABLE orders (
  id BIGINT NOT NULL AUTO_INCREMENT,
  customer_id BIGINT NOT NULL,
  address_id BIGINT DEFAULT NULL,
  status ENUM('new','paid','packed','sent','returned') NOT NULL DEFAULT 'new',
  total DECIMAL(12,2) NOT NULL DEFAULT 0.00,
  note VARCHAR(200) DEFAULT NULL COMMENT 'the customer''s own words, "as is"',
  placed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  KEY k_orders_customer (customer_id, placed_at),
  KEY k_orders_address (address_id),
  KEY k_orders_status (status, placed_at),
  CONSTRAINT fk_orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT fk_orders_address FOREIGN KEY (address_id) REFERENCES addresses (id) ON DELETE SET NULL,
  CONSTRAINT ck_orders_total CHECK (total >= 0)
) AUTO_INCREMENT=1000;

CREATE TABLE order_items (
  order_id BIGINT NOT NULL,
  line SMALLINT NOT NULL,
  variant_id BIGINT NOT NULL,
  quantity SMALLINT NOT NULL DEFAULT 1,
  price DECIMAL(10,2) NOT NULL,
  line_total DECIMAL(14,2) GENERATED ALWAYS AS (quantity * price) STORED,
  PRIMARY KEY (order_id, line),
  KEY k_order_items_variant (variant_id),
  CONSTRAINT fk_order_items_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
  CONSTRAINT fk_order_items_variant FOREIGN KEY (variant_id) REFERENCES product_variants (id),
  CONSTRAINT ck_order_items_quantity CHECK (quantity BETWEEN 1 AND 999)
);

CREATE TABLE payments (
  id BIGINT NOT NULL AUTO_INCREMENT,
  order_id BIGINT NOT NULL,
  method ENUM('card','transfer','voucher') NOT NULL,
  amount DECIMAL(12,2) NOT NULL,
  paid_at DATETIME(6) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY k_payments_order (order_id),
  CONSTRAINT fk_payments_order FOREIGN KEY (order_id) REFERENCES orders (id)
);

CREATE TABLE refunds (
  id BIGINT NOT NULL AUTO_INCREMENT,
  payment_id BIGINT NOT NULL,
  amount DECIMAL(12,2) NOT NULL,
  reason VARCHAR(100) NOT NULL DEFAULT 'didn''t fit',
  PRIMARY KEY (id),
  KEY k_refunds_payment (payment_id),
  CONSTRAINT fk_refunds_payment FOREIGN KEY (payment_id) REFERENCES payments (id),
  CONSTRAINT ck_refunds_amount CHECK (amount > 0)
);

CREATE TABLE shipments (
  id BIGINT NOT NULL AUTO_INCREMENT,
  order_id BIGINT NOT NULL,
  warehouse_id INT NOT NULL,
  tracking VARCHAR(40) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY uk_shipments_tracking (tracking),
  KEY k_shipments_order (order_id),
  KEY k_shipments_warehouse (warehouse_id),
  CONSTRAINT fk_shipments_order FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT fk_shipments_warehouse FOREIGN KEY (warehouse_id) REFERENCES warehouses (id)
);

CREATE TABLE shipment_events (
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
  PARTITION q3 VALUES LESS THAN ('2026-10-01'),
  PARTITION later VALUES LESS THAN (MAXVALUE));

CREATE TABLE stock (
  warehouse_id INT NOT NULL,
  variant_id BIGINT NOT NULL,
  quantity INT NOT NULL DEFAULT 0,
  reserved INT NOT NULL DEFAULT 0,
  available INT GENERATED ALWAYS AS (quantity - reserved) VIRTUAL,
  PRIMARY KEY (warehouse_id, variant_id),
  KEY k_stock_variant (variant_id, available),
  CONSTRAINT fk_stock_warehouse FOREIGN KEY (warehouse_id) REFERENCES warehouses (id),
  CONSTRAINT fk_stock_variant FOREIGN KEY (variant_id) REFERENCES product_variants (id),
  CONSTRAINT ck_stock_reserved CHECK (reserved <= quantity)
);

CREATE TABLE stock_moves (
  id BIGINT NOT NULL,
  warehouse_id INT NOT NULL,
  variant_id BIGINT NOT NULL,
  delta INT NOT NULL,
  at DATETIME NOT NULL,
  PRIMARY KEY (id),
  KEY k_stock_moves_at (at)
)
PARTITION BY HASH (id) PARTITIONS 4;

CREATE TABLE price_history (
  product_id BIGINT NOT NULL,
  day DATE NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (product_id, day)
)
PARTITION BY RANGE (TO_DAYS(day)) (
  PARTITION y2024 VALUES LESS THAN (739617),
  PARTITION y2025 VALUES LESS THAN (739982),
  PARTITION y2026 VALUES LESS THAN (740347));

CREATE TABLE visits (
  id BIGINT NOT NULL,
  day DATE NOT NULL,
  page VARCHAR(100) NOT NULL,
  millis INT UNSIGNED DEFAULT NULL,
  PRIMARY KEY (id, day)
)
PARTITION BY RANGE COLUMNS (day) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (
  PARTITION p2025 VALUES LESS THAN ('2026-01-01'),
  PARTITION p2026 VALUES LESS THAN ('2027-01-01'));

CREATE TABLE searches (
  id BIGINT NOT NULL,
  country CHAR(2) NOT NULL,
  words VARCHAR(120) NOT NULL,
  hits INT NOT NULL DEFAULT 0,
  PRIMARY KEY (id, country)
)
PARTITION BY LIST COLUMNS (country) (
  PARTITION north VALUES IN ('SE','NO','FI'),
  PARTITION middle VALUES IN ('DE','AT','CH'),
  PARTITION south VALUES IN ('IT','ES'));

CREATE TABLE sessions (
  token VARCHAR(40) NOT NULL,
  customer_id BIGINT DEFAULT NULL,
  data BLOB,
  PRIMARY KEY (token)
)
PARTITION BY KEY (token) PARTITIONS 3;

CREATE TABLE reviews (
  id BIGINT NOT NULL AUTO_INCREMENT,
  product_id BIGINT NOT NULL,
  customer_id BIGINT DEFAULT NULL,
  rating TINYINT NOT NULL,
  body TEXT,
  PRIMARY KEY (id),
  KEY k_reviews_product (product_id, rating),
  KEY k_reviews_customer (customer_id),
  FULLTEXT KEY ft_reviews_body (body),
  CONSTRAINT fk_reviews_product FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE,
  CONSTRAINT fk_reviews_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL,
  CONSTRAINT ck_reviews_rating CHECK (rating BETWEEN 1 AND 5)
);

CREATE TABLE coupons (
  code VARCHAR(24) NOT NULL,
  percent TINYINT UNSIGNED NOT NULL DEFAULT 10,
  hint VARCHAR(120) DEFAULT 'can''t be combined' COMMENT 'shown below the code',
  valid_until DATE DEFAULT NULL,
  PRIMARY KEY (code)
);

CREATE TABLE coupon_uses (
  coupon VARCHAR(24) NOT NULL,
  order_id BIGINT NOT NULL,
  PRIMARY KEY (coupon, order_id),
  KEY k_coupon_uses_order (order_id),
  CONSTRAINT fk_coupon_uses_coupon FOREIGN KEY (coupon) REFERENCES coupons (code),
  CONSTRAINT fk_coupon_uses_order FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
);

CREATE TABLE results (
  month CHAR(7) NOT NULL,
  country CHAR(2) NOT NULL,
  orders INT NOT NULL DEFAULT 0,
  revenue DECIMAL(14,2) NOT NULL DEFAULT 0.00,
  PRIMARY KEY (month, country)
) COMMENT='the shop''s monthly results';

CREATE VIEW live_products AS SELECT id, name, price_gross FROM products WHERE status = 'live';

INSERT INTO countries (code, name, currency) VALUES ('AT', 'Austria', 'EUR'), ('DE', 'Germany', 'EUR'), ('SE', 'Sweden', 'SEK'), ('CH', 'Switzerland', 'CHF');
INSERT INTO settings (k, v) VALUES ('greeting', 'Welcome to "The Kettle"'), ('tax', '{"rate": 0.2}');
INSERT INTO warehouses (country, name, place) VALUES ('AT', 'Harbour', ST_GeomFromText('POINT(16 48)')), ('DE', 'Hill', ST_GeomFromText('POINT(11 49)'));
INSERT INTO categories (id, parent_id, name) VALUES (1, NULL, 'Kitchen');
INSERT INTO categories (id, parent_id, name, position) VALUES (2, 1, 'Kettles', 1), (3, 1, 'Cups', 2);
INSERT INTO brands (name, founded) VALUES ('Blue Heron', 1987), ('Tin & Timber', 2004);
INSERT INTO products (category_id, brand_id, name, description, price, weight_grams, status, labels, attrs) VALUES (2, 1, 'Kettle "Plover"', 'A kettle that doesn''t drip', 39.90, 850, 'live', 'new,eco', '{"litres": 1.5}'), (3, 2, 'Cup "Wren"', 'Holds a quarter of a litre', 7.50, 240, 'live', NULL, '{"colours": ["blue", "grey"]}'), (3, NULL, 'Cup "Finch"', NULL, 9.00, NULL, 'maker''s recall', 'sale', NULL);
INSERT INTO product_variants (product_id, sku, colour, size) VALUES (1, 'PLO-1', 'steel', '9"'), (2, 'WRE-B', 'blue', NULL), (2, 'WRE-G', 'grey', NULL);
INSERT INTO product_images (product_id, path) VALUES (1, 'kettles/plover.jpg'), (2, 'cups/wren.jpg');
INSERT INTO tags (name) VALUES ('gift'), ('Gift'), ('kitchen');
INSERT INTO product_tags VALUES (1, 1), (2, 1), (2, 3);
INSERT INTO customers (login, tier, points) VALUES ('customer-0001', 'gold', 120), ('customer-0002', 'basic', 0);
INSERT INTO addresses (customer_id, country, city, line) VALUES (1, 'AT', 'Anytown', '1 Example Lane'), (2, 'DE', 'Sampleburg', '2 Model Street');
UPDATE customers SET default_address_id = 1 WHERE id = 1;
INSERT INTO carts (customer_id) VALUES (2);
INSERT INTO cart_items VALUES (1, 2, 4);
INSERT INTO orders (customer_id, address_id, status, total, note, placed_at) VALUES (1, 1, 'paid', 54.90, 'please don''t ring', '2026-05-02 10:00:00'), (2, 2, 'new', 7.50, NULL, '2026-05-03 11:30:00');
INSERT INTO order_items (order_id, line, variant_id, quantity, price) VALUES (1000, 1, 1, 1, 39.90), (1000, 2, 2, 2, 7.50), (1001, 1, 3, 1, 7.50);
INSERT INTO payments (order_id, method, amount, paid_at) VALUES (1000, 'card', 54.90, '2026-05-02 10:00:05.123456');
INSERT INTO refunds (payment_id, amount) VALUES (1, 7.50);
INSERT INTO shipments (order_id, warehouse_id, tracking) VALUES (1000, 1, 'TRK-1');
INSERT INTO shipment_events VALUES (1, '2026-05-02', 1, 'packed'), (1, '2026-05-03', 1, 'on the way'), (1, '2026-10-04', 1, 'delivered');
INSERT INTO stock (warehouse_id, variant_id, quantity, reserved) VALUES (1, 1, 20, 1), (1, 2, 100, 4), (2, 3, 50, 0);
INSERT INTO stock_moves VALUES (1, 1, 1, 20, '2026-01-10 08:00:00'), (2, 1, 2, 100, '2026-01-10 08:05:00');
INSERT INTO price_history VALUES (1, '2024-03-01', 34.90), (1, '2025-03-01', 37.90), (1, '2026-03-01', 39.90);
INSERT INTO visits VALUES (1, '2025-12-31', '/kettles', 120), (2, '2026-01-01', '/cups', 80);
INSERT INTO searches VALUES (1, 'DE', 'kettle', 1), (2, 'SE', 'cup', 2);
INSERT INTO sessions VALUES ('s-1', 1, NULL), ('s-2', NULL, NULL);
INSERT INTO reviews (product_id, customer_id, rating, body) VALUES (1, 1, 5, 'Doesn''t drip indeed'), (2, NULL, 4, 'A good cup');
INSERT INTO coupons (code, percent, valid_until) VALUES ('SPRING', 15, '2026-06-01'), ('WELCOME', 10, NULL);
INSERT INTO coupon_uses VALUES ('SPRING', 1000);
INSERT INTO results VALUES ('2026-05', 'AT', 1, 54.90), ('2026-05', 'DE', 1, 7.50);
