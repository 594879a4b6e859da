//! What each server's tables may have: the only place where the generator knows one server from another.

mod mariadb;
mod mysql;
mod oceanbase;

use super::charset::{Charset, Repertoire};
use super::data_type::TypeKind;
pub use crate::kind::Family as Flavor;
use crate::kind::Kind;

/// How a spatial column names its reference system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpatialReference {
    /// Not at all.
    None,
    /// `SRID n`.
    Srid,
    /// `REF_SYSTEM_ID=n`.
    RefSystemId,
}

/// A table option with values to choose from.
#[derive(Clone, Copy, Debug)]
pub struct OptionChoice {
    /// The option's name.
    pub name: &'static str,
    /// Its values as they are written.
    pub values: &'static [&'static str],
}

/// The columns a server can have.
#[derive(Clone, Copy, Debug)]
pub struct ColumnFeatures {
    /// GENERATED ALWAYS AS.
    pub generated: bool,
    /// NOT NULL on a generated column.
    pub generated_not_null: bool,
    /// STORED, not only VIRTUAL.
    pub stored: bool,
    /// DEFAULT (expression).
    pub expression_defaults: bool,
    /// Literal defaults of TEXT and BLOB.
    pub lob_defaults: bool,
    /// INVISIBLE.
    pub invisible: bool,
    /// MariaDB's COMPRESSED.
    pub compressed: bool,
    /// MySQL's COLUMN_FORMAT.
    pub column_format: bool,
    /// A CHECK inside the column's definition that stays there.
    pub inline_checks: bool,
    /// OceanBase's SKIP_INDEX.
    pub skip_index: bool,
}

/// The keys a server can have.
#[derive(Clone, Copy, Debug)]
pub struct IndexFeatures {
    /// Key parts that are expressions.
    pub functional: bool,
    /// Keys over JSON arrays.
    pub multi_valued: bool,
    /// DESC is read, kept or not.
    pub descending: bool,
    /// Whether a part of the primary key may be DESC.
    pub descending_primary: bool,
    /// The word that hides a key from the optimizer.
    pub hidden: Option<&'static str>,
    /// FULLTEXT.
    pub fulltext: bool,
    /// Parsers of FULLTEXT keys.
    pub parsers: &'static [&'static str],
    /// SPATIAL.
    pub spatial: bool,
    /// The clauses a vector key may end with; empty where there are no vector keys.
    pub vector: &'static [&'static str],
    /// Options such as KEY_BLOCK_SIZE, as they are written.
    pub options: &'static [&'static str],
    /// LOCAL and GLOBAL, and STORING.
    pub global: bool,
    /// Bytes of one part of a key at most.
    pub part_bytes: u32,
    /// Bytes of a whole key at most.
    pub total_bytes: u32,
}

/// The partitions a server can have.
#[derive(Clone, Copy, Debug)]
pub struct PartitionFeatures {
    /// LINEAR HASH and LINEAR KEY.
    pub linear: bool,
    /// KEY ALGORITHM.
    pub algorithm: bool,
    /// COMMENT of a partition.
    pub comments: bool,
    /// The words for a LIST partition of everything else.
    pub list_default: Option<&'static str>,
    /// Subpartitions of every method, by template or one by one.
    pub free_subpartitions: bool,
    /// HASH and KEY partitions may have names of their own.
    pub named_hash: bool,
    /// Foreign keys from and to partitioned tables.
    pub foreign_keys: bool,
    /// FULLTEXT and SPATIAL on partitioned tables.
    pub special_keys: bool,
    /// MariaDB's SYSTEM_TIME.
    pub system_time: bool,
}

/// Everything the generator asks about a server.
#[derive(Clone, Copy, Debug)]
pub struct Features {
    /// The server.
    pub server: Kind,
    /// Who made it.
    pub flavor: Flavor,
    /// Character sets of columns and tables.
    pub charsets: &'static [Charset],
    /// What a comment can hold without a loss.
    pub comments: Repertoire,
    /// Kinds of column types.
    pub types: &'static [TypeKind],
    /// MariaDB's UUID and its like.
    pub network_types: &'static [&'static str],
    /// How spatial reference systems are written.
    pub spatial_reference: SpatialReference,
    /// The reference systems to choose from.
    pub srids: &'static [u32],
    /// Columns.
    pub columns: ColumnFeatures,
    /// Keys.
    pub indexes: IndexFeatures,
    /// Partitions.
    pub partitions: PartitionFeatures,
    /// CHECK constraints that are kept.
    pub checks: bool,
    /// NOT ENFORCED.
    pub not_enforced: bool,
    /// ON DELETE SET DEFAULT and such are not in here: the actions that are kept.
    pub actions: &'static [&'static str],
    /// Options of a table, without comment and character set.
    pub options: &'static [OptionChoice],
    /// Clauses after everything else, such as column groups.
    pub trailers: &'static [&'static str],
    /// Storage engines beside the default one.
    pub engines: &'static [&'static str],
    /// WITH SYSTEM VERSIONING.
    pub system_versioning: bool,
    /// Zero dates as defaults.
    pub zero_dates: bool,
    /// Names may have single quotes and backquotes in them. OceanBase puts names as they are into statements of its own:
    /// about foreign keys (1064 "Parse error" when one is added to a table or a parent of such a name), partitions and
    /// column groups, and for the hidden columns of FULLTEXT, vector and prefix keys.
    pub quotes_in_names: bool,
    /// Table names are lower-cased.
    pub folds_table_names: bool,
    /// Statements that must have run once on a server before its tables can be made.
    pub preparations: &'static [&'static str],
}

impl Features {
    /// The features of a server.
    pub fn of(server: Kind) -> Self {
        match server {
            Kind::MariaDb1011 => mariadb::MARIADB_10_11,
            Kind::MariaDb118 => mariadb::MARIADB_11_8,
            Kind::MySql97 => mysql::MYSQL_9_7,
            Kind::MySql56 => mysql::MYSQL_5_6,
            Kind::OceanBase435 => oceanbase::OCEANBASE_4_3_5,
            Kind::OceanBaseSeekDb14 => oceanbase::SEEKDB_1_4,
        }
    }
}

const fn charset(
    name: &'static str,
    repertoire: Repertoire,
    bytes: u32,
    collations: &'static [&'static str],
) -> Charset {
    Charset { name, collations, repertoire, bytes, fulltext: true }
}

/// A character set of fixed width, over which no FULLTEXT key is possible.
const fn wide(
    name: &'static str,
    repertoire: Repertoire,
    bytes: u32,
    collations: &'static [&'static str],
) -> Charset {
    Charset { name, collations, repertoire, bytes, fulltext: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_server_has_features_of_its_own() {
        for server in Kind::ALL {
            assert_eq!(Features::of(server).server, server);
            assert_eq!(Features::of(server).flavor, server.family());
        }
    }
}
