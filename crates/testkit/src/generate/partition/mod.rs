//! Partitions and subpartitions of every method.

mod by;
mod random;

pub use by::{By, Function};
pub use random::{children, name as partition_name};

use super::column::Column;
use super::features::{Features, Flavor};
use super::text;
use super::value;

/// The values of a partition. Bounds are the numbers of rows: row 3 has 3, '3' or the third of January in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// HASH and KEY have none.
    None,
    /// VALUES LESS THAN.
    LessThan(u32),
    /// VALUES LESS THAN MAXVALUE.
    MaxValue,
    /// VALUES IN.
    In {
        /// The values, by the numbers of their rows.
        numbers: Vec<u32>,
        /// NULL too.
        null: bool,
    },
    /// The LIST partition of everything else.
    Default,
    /// MariaDB's HISTORY.
    History,
    /// MariaDB's CURRENT.
    Current,
}

/// A partition or a subpartition.
#[derive(Clone, Debug, PartialEq)]
pub struct Partition {
    /// Its name.
    pub name: String,
    /// Its values.
    pub bound: Bound,
    /// COMMENT.
    pub comment: Option<String>,
    /// Its own subpartitions, where there is no template.
    pub children: Vec<Partition>,
}

/// How many subpartitions there are and who names them.
#[derive(Clone, Debug, PartialEq)]
pub enum Layout {
    /// SUBPARTITIONS n.
    Count(u32),
    /// OceanBase's SUBPARTITION TEMPLATE.
    Template(Vec<Partition>),
    /// Every partition lists its own.
    Each,
}

/// Subpartitioning.
#[derive(Clone, Debug, PartialEq)]
pub struct Subpartitioning {
    /// The method.
    pub by: By,
    /// How they are given.
    pub layout: Layout,
}

/// Partitioning of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Partitioning {
    /// The method.
    pub by: By,
    /// The number of HASH or KEY partitions.
    pub count: u32,
    /// The partitions; empty for HASH or KEY partitions without names of their own.
    pub partitions: Vec<Partition>,
    /// Subpartitions.
    pub sub: Option<Subpartitioning>,
}

impl Partition {
    /// A partition with nothing but a name and values.
    pub fn plain(name: String, bound: Bound) -> Self {
        Self { name, bound, comment: None, children: Vec::new() }
    }

    /// Whether it takes row `number` if the partitions before it did not. The bound of a second column is MAXVALUE, so
    /// that the first one may equal its own.
    fn takes(&self, number: u32, by: &By) -> bool {
        match &self.bound {
            Bound::LessThan(limit) => number < *limit || (number == *limit && by.columns().len() > 1),
            Bound::In { numbers, .. } => numbers.contains(&number),
            _ => true,
        }
    }

    fn sql(&self, word: &str, by: &By, columns: &[Column], features: &Features) -> String {
        let mut sql = format!("{word} {}", text::name(&self.name));
        sql.push_str(&bound_sql(&self.bound, by, columns, features));
        if let Some(comment) = &self.comment {
            sql.push_str(&format!(" COMMENT = {}", text::string(comment)));
        }
        sql
    }
}

impl Partitioning {
    /// All columns that it looks at, subpartitions included.
    pub fn columns(&self) -> Vec<String> {
        let mut columns = self.by.columns();
        if let Some(sub) = &self.sub {
            for column in sub.by.columns() {
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
        }
        columns
    }

    /// Whether row `number` has a partition.
    pub fn takes(&self, number: u32) -> bool {
        if self.partitions.is_empty() {
            return self.sub_takes(None, number);
        }
        match self.partitions.iter().find(|partition| partition.takes(number, &self.by)) {
            Some(partition) => self.sub_takes(Some(partition), number),
            None => false,
        }
    }

    fn sub_takes(&self, partition: Option<&Partition>, number: u32) -> bool {
        let Some(sub) = &self.sub else { return true };
        let children = match &sub.layout {
            Layout::Template(template) => template.as_slice(),
            Layout::Each => partition.map(|partition| partition.children.as_slice()).unwrap_or_default(),
            Layout::Count(_) => return true,
        };
        children.iter().any(|child| child.takes(number, &sub.by))
    }

    /// The clause.
    pub fn sql(&self, columns: &[Column], features: &Features) -> String {
        let mut sql = format!(" PARTITION BY {}", self.by.sql());
        if let Some(sub) = &self.sub {
            sql.push_str(&format!(" SUBPARTITION BY {}", sub.by.sql()));
            match &sub.layout {
                Layout::Count(count) => sql.push_str(&format!(" SUBPARTITIONS {count}")),
                Layout::Template(template) => {
                    let children: Vec<String> = template
                        .iter()
                        .map(|child| child.sql("SUBPARTITION", &sub.by, columns, features))
                        .collect();
                    sql.push_str(&format!(" SUBPARTITION TEMPLATE ({})", children.join(", ")));
                }
                Layout::Each => {}
            }
        }
        if self.partitions.is_empty() {
            sql.push_str(&format!(" PARTITIONS {}", self.count));
            return sql;
        }
        let partitions: Vec<String> = self
            .partitions
            .iter()
            .map(|partition| self.partition_sql(partition, columns, features))
            .collect();
        sql.push_str(&format!(" ({})", partitions.join(", ")));
        sql
    }

    fn partition_sql(&self, partition: &Partition, columns: &[Column], features: &Features) -> String {
        let mut sql = partition.sql("PARTITION", &self.by, columns, features);
        if let Some(Subpartitioning { by, layout: Layout::Each }) = &self.sub {
            let children: Vec<String> = partition
                .children
                .iter()
                .map(|child| child.sql("SUBPARTITION", by, columns, features))
                .collect();
            sql.push_str(&format!(" ({})", children.join(", ")));
        }
        sql
    }
}

fn bound_sql(bound: &Bound, by: &By, columns: &[Column], features: &Features) -> String {
    let names = by.columns();
    let value = |number: u32| by.value(number, columns);
    match bound {
        Bound::None => String::new(),
        Bound::LessThan(number) => {
            let mut values = vec![value(*number)];
            values.extend(names.iter().skip(1).map(|_| "MAXVALUE".to_owned()));
            format!(" VALUES LESS THAN ({})", values.join(", "))
        }
        Bound::MaxValue => {
            let values: Vec<&str> = names.iter().map(|_| "MAXVALUE").collect();
            format!(" VALUES LESS THAN ({})", values.join(", "))
        }
        Bound::In { numbers, null } => {
            let mut values: Vec<String> = numbers.iter().map(|number| tuple(*number, by, columns)).collect();
            if *null && names.len() == 1 {
                values.push("NULL".to_owned());
            }
            format!(" VALUES IN ({})", values.join(", "))
        }
        Bound::Default => match features.flavor {
            Flavor::OceanBase => " VALUES IN (DEFAULT)".to_owned(),
            _ => " DEFAULT".to_owned(),
        },
        Bound::History => " HISTORY".to_owned(),
        Bound::Current => " CURRENT".to_owned(),
    }
}

/// One value, or one for each column in parentheses.
fn tuple(number: u32, by: &By, columns: &[Column]) -> String {
    let names = by.columns();
    if names.len() == 1 {
        return by.value(number, columns);
    }
    let values: Vec<String> = names
        .iter()
        .filter_map(|name| columns.iter().find(|column| column.name == *name))
        .map(|column| value::bound(number, &column.data_type))
        .collect();
    format!("({})", values.join(", "))
}
