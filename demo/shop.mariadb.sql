/* What only MariaDB has: system versioning, application periods, sequences, compressed columns. */

CREATE TABLE tax_rates (
  country CHAR(2) NOT NULL,
  rate DECIMAL(4,3) NOT NULL,
  PRIMARY KEY (country)
) WITH SYSTEM VERSIONING;

CREATE TABLE leases (
  warehouse_id INT NOT NULL,
  starts DATE NOT NULL,
  ends DATE NOT NULL,
  rent DECIMAL(10,2) NOT NULL,
  PERIOD FOR term (starts, ends),
  PRIMARY KEY (warehouse_id, term WITHOUT OVERLAPS)
);

CREATE SEQUENCE invoice_numbers START WITH 4711;

CREATE TABLE invoices (
  number BIGINT NOT NULL DEFAULT (NEXTVAL(invoice_numbers)),
  order_id BIGINT NOT NULL,
  body TEXT COMPRESSED,
  state VARCHAR(10) DEFAULT 'open' CHECK (state IN ('open','paid')),
  PRIMARY KEY (number),
  KEY k_invoices_order (order_id) IGNORED
);

INSERT INTO tax_rates VALUES ('AT', 0.200), ('DE', 0.190);
UPDATE tax_rates SET rate = 0.070 WHERE country = 'DE';
INSERT INTO leases VALUES (1, '2026-01-01', '2027-01-01', 900.00);
INSERT INTO invoices (order_id, body) VALUES (1000, 'one kettle, two cups');
