-- The shop goes on: its sources change after their shadows were made.
ALTER TABLE coupons
  MODIFY percent SMALLINT UNSIGNED NOT NULL DEFAULT 10,
  ADD COLUMN max_uses INT UNSIGNED DEFAULT NULL COMMENT 'NULL is without limit' AFTER percent;
