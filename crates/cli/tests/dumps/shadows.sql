-- The shadows, as they were dumped before a release.
CREATE TABLE `_t_customers` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(40) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `_t_orders` (
  `id` int NOT NULL,
  `customer` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `customer` (`customer`),
  CONSTRAINT `_t_orders_ibfk_1` FOREIGN KEY (`customer`) REFERENCES `_t_customers` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
