-- What a receiver of notifications said last.
ALTER TABLE deliveries ADD tried_at INT NULL;
ALTER TABLE deliveries ADD took_ms INT NULL;
ALTER TABLE deliveries ADD status INT NULL;
