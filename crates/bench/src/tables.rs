//! The tables that are measured: four shapes of 10 columns and 5 keys, as a shop has them.

/// The name of the table with this number.
pub fn name(number: usize) -> String {
    let word = ["customer", "order", "product", "event"][number % 4];
    format!("{word}_{number:05}")
}

/// The statement that creates it, unless a run that was ended has. With `keys`, one in eight references its neighbour.
pub fn create(number: usize, keys: bool) -> String {
    let body = match number % 4 {
        0 => customer(),
        1 => order(number, keys && number % 8 == 1),
        2 => product(),
        _ => event(),
    };
    format!("CREATE TABLE IF NOT EXISTS {} ({body}) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4", name(number))
}

fn customer() -> String {
    "id bigint unsigned NOT NULL AUTO_INCREMENT,
     email varchar(160) NOT NULL,
     phone varchar(32) DEFAULT NULL,
     first_name varchar(80) NOT NULL DEFAULT '',
     last_name varchar(80) NOT NULL DEFAULT '',
     state enum('new','active','closed') NOT NULL DEFAULT 'new' COMMENT 'closed ones keep their orders',
     balance decimal(12,2) NOT NULL DEFAULT 0.00,
     remark text,
     created_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
     updated_at timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
     PRIMARY KEY (id),
     UNIQUE KEY uk_email (email),
     KEY idx_phone (phone),
     KEY idx_name (last_name, first_name),
     KEY idx_state_created (state, created_at)"
        .to_owned()
}

fn order(number: usize, key: bool) -> String {
    let mut sql = "id bigint unsigned NOT NULL AUTO_INCREMENT,
     number char(16) NOT NULL,
     customer_id bigint unsigned NOT NULL,
     total decimal(12,2) NOT NULL,
     currency char(3) NOT NULL DEFAULT 'EUR',
     state tinyint unsigned NOT NULL DEFAULT 0 COMMENT '0 open, 1 paid, 2 sent',
     payload longtext,
     paid_at datetime(3) DEFAULT NULL,
     sent_on date DEFAULT NULL,
     created_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
     PRIMARY KEY (id),
     UNIQUE KEY uk_number (number),
     KEY idx_customer (customer_id, created_at),
     KEY idx_state (state, sent_on),
     KEY idx_paid (paid_at)"
        .to_owned();
    if key {
        let parent = name(number - 1);
        sql.push_str(&format!(
            ", CONSTRAINT fk_order_{number:05} FOREIGN KEY (customer_id) REFERENCES {parent} (id)"
        ));
    }
    sql
}

fn product() -> String {
    "id int NOT NULL AUTO_INCREMENT,
     sku varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
     title varchar(200) NOT NULL,
     category_id int NOT NULL DEFAULT 0,
     price decimal(10,2) unsigned DEFAULT NULL,
     weight float DEFAULT NULL,
     in_stock int NOT NULL DEFAULT 0,
     tags set('new','sale','last') DEFAULT NULL,
     picture varbinary(255) DEFAULT NULL,
     changed_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
     PRIMARY KEY (id),
     UNIQUE KEY uk_sku (sku),
     KEY idx_title (title(40)),
     KEY idx_category_price (category_id, price),
     KEY idx_changed (changed_at)"
        .to_owned()
}

fn event() -> String {
    "id bigint NOT NULL,
     shard smallint unsigned NOT NULL DEFAULT 0,
     kind varchar(48) NOT NULL,
     subject_type varchar(48) NOT NULL,
     subject_id bigint unsigned NOT NULL,
     actor varchar(64) NOT NULL DEFAULT 'system' COMMENT 'who did it',
     body mediumtext,
     hash binary(32) DEFAULT NULL,
     happened_at datetime(3) NOT NULL,
     seen bit(1) NOT NULL DEFAULT b'0',
     PRIMARY KEY (id, shard),
     UNIQUE KEY uk_hash (hash),
     KEY idx_subject (subject_type, subject_id),
     KEY idx_kind_time (kind, happened_at),
     KEY idx_actor (actor)"
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shadowtable_schema::{Dialect, Flavor, read};

    #[test]
    fn each_has_ten_columns_and_five_keys() {
        for number in 0..16 {
            let table = read(
                &create(number, true).replace("IF NOT EXISTS ", ""),
                Dialect::new(Flavor::MySql, 9, 7, 0),
            )
            .unwrap();
            assert_eq!((table.columns.len(), table.indexes.len()), (10, 5), "{number}");
            assert_eq!(table.foreign_keys.len(), usize::from(number % 8 == 1), "{number}");
        }
    }
}
