CREATE TABLE `orders` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `number` char(16) COLLATE utf8mb4_general_ci NOT NULL,
  `customer_id` bigint unsigned NOT NULL,
  `total` decimal(12,2) NOT NULL DEFAULT '0.00',
  `currency` char(3) COLLATE utf8mb4_general_ci NOT NULL DEFAULT 'EUR',
  `state` tinyint unsigned NOT NULL DEFAULT '0' COMMENT '0 open, 1 paid, 2 sent',
  `remark` text COLLATE utf8mb4_general_ci,
  `paid_at` datetime(3) DEFAULT NULL,
  `created_at` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `updated_at` timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_number` (`number`),
  KEY `idx_customer` (`customer_id`,`created_at`),
  KEY `idx_state` (`state`,`paid_at`),
  KEY `idx_updated` (`updated_at`)
) ENGINE=InnoDB AUTO_INCREMENT=42 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
