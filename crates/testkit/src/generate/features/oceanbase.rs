//! What tables of OceanBase may have: the engine of 4.3.5 (seekdb 1.3) and the slimmer seekdb 1.4.

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
        &["utf8mb4_general_ci", "utf8mb4_bin", "utf8mb4_unicode_ci", "utf8mb4_0900_ai_ci"],
    ),
    charset("latin1", Repertoire::Ascii, 1, &["latin1_swedish_ci", "latin1_bin"]),
    charset("ascii", Repertoire::Ascii, 1, &["ascii_general_ci", "ascii_bin"]),
    charset("gbk", Repertoire::Chinese, 2, &["gbk_chinese_ci", "gbk_bin"]),
    wide("gb18030", Repertoire::Basic, 4, &["gb18030_bin"]),
    wide("utf16", Repertoire::Full, 4, &["utf16_bin"]),
];

const CHARSETS_1_4: &[Charset] =
    &[charset("utf8mb4", Repertoire::Full, 4, &["utf8mb4_general_ci", "utf8mb4_bin"])];

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
    K::Vector,
    K::Array,
    K::Bitmap,
];

const TYPES_1_4: &[K] = &[
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
    K::Vector,
    K::Array,
];

const OPTIONS: &[OptionChoice] = &[
    OptionChoice { name: "ROW_FORMAT", values: &["COMPACT", "REDUNDANT", "DYNAMIC", "COMPRESSED"] },
    OptionChoice {
        name: "COMPRESSION",
        values: &["'none'", "'lz4_1.0'", "'snappy_1.0'", "'zstd_1.0'", "'zstd_1.3.8'"],
    },
    OptionChoice { name: "BLOCK_SIZE", values: &["8192", "65536"] },
    OptionChoice { name: "TABLET_SIZE", values: &["134217728", "268435456"] },
    OptionChoice { name: "PCTFREE", values: &["5", "10"] },
    OptionChoice { name: "USE_BLOOM_FILTER", values: &["TRUE", "FALSE"] },
    OptionChoice { name: "ENABLE_MACRO_BLOCK_BLOOM_FILTER", values: &["TRUE", "FALSE"] },
    OptionChoice { name: "TABLE_MODE", values: &["'queuing'", "'normal'", "'moderate'"] },
    OptionChoice { name: "LOB_INROW_THRESHOLD", values: &["8192", "4096"] },
    OptionChoice { name: "AUTO_INCREMENT_MODE", values: &["'noorder'", "'order'"] },
    OptionChoice { name: "TABLEGROUP", values: &["shadowtable_fuzz"] },
    OptionChoice { name: "ORGANIZATION", values: &["HEAP", "INDEX"] },
];

const OPTIONS_1_4: &[OptionChoice] = &[
    OptionChoice { name: "ROW_FORMAT", values: &["COMPACT", "REDUNDANT", "DYNAMIC", "COMPRESSED"] },
    OptionChoice { name: "PCTFREE", values: &["5", "10"] },
    OptionChoice { name: "LOB_INROW_THRESHOLD", values: &["8192", "4096"] },
    OptionChoice { name: "ORGANIZATION", values: &["HEAP", "INDEX"] },
];

pub(super) const OCEANBASE_4_3_5: Features = Features {
    server: Kind::OceanBase435,
    flavor: Flavor::OceanBase,
    charsets: CHARSETS,
    comments: Repertoire::Full,
    types: TYPES,
    network_types: &[],
    spatial_reference: SpatialReference::None,
    srids: &[],
    columns: ColumnFeatures {
        generated: true,
        generated_not_null: true,
        stored: true,
        expression_defaults: true,
        lob_defaults: false,
        invisible: true,
        compressed: false,
        column_format: false,
        inline_checks: false,
        skip_index: true,
    },
    indexes: IndexFeatures {
        functional: true,
        multi_valued: true,
        descending: true,
        descending_primary: false,
        hidden: Some("INVISIBLE"),
        fulltext: true,
        parsers: &["ngram", "space", "beng"],
        spatial: true,
        vector: &[
            "WITH (DISTANCE=L2, TYPE=HNSW, LIB=VSAG)",
            "WITH (DISTANCE=INNER_PRODUCT, TYPE=HNSW, LIB=VSAG, M=24)",
        ],
        options: &["BLOCK_SIZE 8192", "USING BTREE"],
        global: true,
        part_bytes: 767,
        total_bytes: 3072,
    },
    partitions: PartitionFeatures {
        linear: false,
        algorithm: false,
        comments: false,
        list_default: Some("VALUES IN (DEFAULT)"),
        free_subpartitions: true,
        named_hash: false,
        foreign_keys: true,
        special_keys: true,
        system_time: false,
    },
    checks: true,
    not_enforced: true,
    actions: &["CASCADE", "SET NULL", "RESTRICT", "NO ACTION"],
    options: OPTIONS,
    trailers: &["WITH COLUMN GROUP (each column)", "WITH COLUMN GROUP (all columns, each column)"],
    engines: &[],
    system_versioning: false,
    zero_dates: true,
    quotes_in_names: false,
    folds_table_names: true,
    preparations: &["CREATE TABLEGROUP IF NOT EXISTS shadowtable_fuzz SHARDING = 'NONE'"],
};

pub(super) const SEEKDB_1_4: Features = Features {
    server: Kind::OceanBaseSeekDb14,
    charsets: CHARSETS_1_4,
    types: TYPES_1_4,
    options: OPTIONS_1_4,
    trailers: &[],
    preparations: &[],
    ..OCEANBASE_4_3_5
};
