//! What tables of MariaDB 10.11 and 11.8 may have.

use super::super::charset::{Charset, Repertoire};
use super::super::data_type::TypeKind as K;
use super::{
    ColumnFeatures, Features, Flavor, IndexFeatures, OptionChoice, PartitionFeatures, SpatialReference,
    charset, wide,
};
use crate::kind::Kind;

const CHARSETS: &[Charset] = &[
    charset(
        "utf8mb4",
        Repertoire::Full,
        4,
        &[
            "utf8mb4_general_ci",
            "utf8mb4_bin",
            "utf8mb4_unicode_ci",
            "utf8mb4_unicode_520_ci",
            "utf8mb4_uca1400_ai_ci",
        ],
    ),
    charset("utf8mb3", Repertoire::Basic, 3, &["utf8mb3_general_ci", "utf8mb3_bin"]),
    charset("latin1", Repertoire::Ascii, 1, &["latin1_swedish_ci", "latin1_bin", "latin1_general_cs"]),
    charset("ascii", Repertoire::Ascii, 1, &["ascii_general_ci", "ascii_bin"]),
    charset("gbk", Repertoire::Chinese, 2, &["gbk_chinese_ci", "gbk_bin"]),
    wide("ucs2", Repertoire::Basic, 2, &["ucs2_bin", "ucs2_general_ci"]),
    wide("utf16", Repertoire::Full, 4, &["utf16_bin"]),
];

const TYPES: &[K] = &[
    K::Integer,
    K::Decimal,
    K::Float,
    K::Bit,
    K::Date,
    K::DateTime,
    K::Timestamp,
    K::Time,
    K::Year,
    K::Char,
    K::Varchar,
    K::Text,
    K::Binary,
    K::Varbinary,
    K::Blob,
    K::Enum,
    K::Set,
    K::Json,
    K::Spatial,
    K::Network,
];

const TYPES_11_8: &[K] = &[
    K::Integer,
    K::Decimal,
    K::Float,
    K::Bit,
    K::Date,
    K::DateTime,
    K::Timestamp,
    K::Time,
    K::Year,
    K::Char,
    K::Varchar,
    K::Text,
    K::Binary,
    K::Varbinary,
    K::Blob,
    K::Enum,
    K::Set,
    K::Json,
    K::Spatial,
    K::Network,
    K::Vector,
];

const OPTIONS: &[OptionChoice] = &[
    OptionChoice { name: "ROW_FORMAT", values: &["COMPACT", "REDUNDANT", "DYNAMIC", "COMPRESSED"] },
    OptionChoice { name: "KEY_BLOCK_SIZE", values: &["8", "16"] },
    OptionChoice { name: "STATS_PERSISTENT", values: &["0", "1"] },
    OptionChoice { name: "STATS_AUTO_RECALC", values: &["0", "1"] },
    OptionChoice { name: "STATS_SAMPLE_PAGES", values: &["10", "64"] },
    OptionChoice { name: "MAX_ROWS", values: &["1000", "5000"] },
    OptionChoice { name: "MIN_ROWS", values: &["1", "5"] },
    OptionChoice { name: "AVG_ROW_LENGTH", values: &["50", "100"] },
    OptionChoice { name: "CHECKSUM", values: &["1"] },
    OptionChoice { name: "PACK_KEYS", values: &["0", "1"] },
    OptionChoice { name: "PAGE_COMPRESSED", values: &["1"] },
];

pub(super) const MARIADB_10_11: Features = Features {
    server: Kind::MariaDb1011,
    flavor: Flavor::MariaDb,
    charsets: CHARSETS,
    comments: Repertoire::Basic,
    types: TYPES,
    network_types: &["uuid", "inet6", "inet4"],
    spatial_reference: SpatialReference::RefSystemId,
    srids: &[4326, 101],
    columns: ColumnFeatures {
        generated: true,
        generated_not_null: false,
        stored: true,
        expression_defaults: true,
        lob_defaults: true,
        invisible: true,
        compressed: true,
        column_format: false,
        inline_checks: true,
        skip_index: false,
    },
    indexes: IndexFeatures {
        functional: false,
        multi_valued: false,
        descending: true,
        descending_primary: true,
        hidden: Some("IGNORED"),
        fulltext: true,
        parsers: &[],
        spatial: true,
        vector: &[],
        options: &["USING BTREE", "KEY_BLOCK_SIZE=8", "USING HASH"],
        global: false,
        part_bytes: 767,
        total_bytes: 3072,
    },
    partitions: PartitionFeatures {
        linear: true,
        algorithm: true,
        comments: true,
        list_default: Some("DEFAULT"),
        free_subpartitions: false,
        named_hash: true,
        foreign_keys: false,
        special_keys: false,
        system_time: true,
    },
    checks: true,
    not_enforced: false,
    actions: &["CASCADE", "SET NULL", "RESTRICT", "NO ACTION"],
    options: OPTIONS,
    trailers: &[],
    engines: &["MyISAM", "Aria"],
    system_versioning: true,
    zero_dates: true,
    quotes_in_names: true,
    folds_table_names: false,
    preparations: &[],
};

pub(super) const MARIADB_11_8: Features = Features {
    server: Kind::MariaDb118,
    types: TYPES_11_8,
    indexes: IndexFeatures {
        vector: &["", "DISTANCE=cosine", "M=8 DISTANCE=euclidean"],
        ..MARIADB_10_11.indexes
    },
    ..MARIADB_10_11
};
