//! One pair, with everything that is known about it.

use super::{ServiceError, Services, address};
use crate::document::PairDocument;
use crate::memory::BodyDocument;
use shadowtable_schema::Name;
use shadowtable_store::{Connection, Pair, PairsOf};
use shadowtable_target::{DefinitionError, Purpose, Session, Timeouts, definition};

/// One pair, with everything that is known about it.
#[derive(Debug)]
pub struct PairView {
    /// Its row, with the skip mark.
    pub row: Pair,
    /// Hazards, statements, fingerprints.
    pub document: PairDocument,
    /// The source's definition; `None` if there is none or it can't be read.
    pub source: Option<String>,
    /// The shadow's definition as it is.
    pub shadow: Option<String>,
    /// The shadow's definition as it will be.
    pub wanted: Option<String>,
    /// Whether the definitions were read now: those of a pair that was settled at once are not kept.
    pub is_live: bool,
}

/// The pair at a place of an analysis or a task. Definitions that were not kept are read from the database.
///
/// # Errors
/// `NotFound` of the store. A database that can't be reached leaves the definitions out.
pub async fn pair_view(
    services: &Services,
    (connection, database): (&Connection, &str),
    of: PairsOf<'_>,
    position: i64,
) -> Result<PairView, ServiceError> {
    let (row, body) = services.store.pairs().get(of, position).await?;
    let document: BodyDocument = body.body.read()?;
    // Of a shadow that goes only its own definition was kept, and it will have none.
    let goes = document.pair.verdict == crate::drop::VERDICT;
    if body.source_ddl.is_some() || goes {
        return Ok(PairView {
            row,
            document: document.pair,
            source: body.source_ddl,
            shadow: body.shadow_ddl,
            wanted: body.wanted_ddl,
            is_live: false,
        });
    }
    let names = vec![Name::new(&row.source), Name::new(&row.shadow)];
    let mut texts = read_now(services, connection, database, names).await.unwrap_or_default().into_iter();
    let (source, shadow) = (texts.next().flatten(), texts.next().flatten());
    Ok(PairView { row, document: document.pair, wanted: shadow.clone(), source, shadow, is_live: true })
}

async fn read_now(
    services: &Services,
    connection: &Connection,
    database: &str,
    names: Vec<Name>,
) -> Result<Vec<Option<String>>, ServiceError> {
    let address = address(services, connection, Some(database))?;
    let session = Session::open(&address, Purpose::Read, Timeouts::default()).await?;
    let mut stream = definition::read(vec![session], names);
    let mut texts = Vec::new();
    while let Some((_, read)) = stream.next().await {
        texts.push(match read {
            Ok(definition) => Some(definition.text),
            Err(DefinitionError::NotFound) => None,
            Err(error) => Some(format!("-- {}", crate::reading::in_words(&error))),
        });
    }
    for session in stream.finish().await {
        session.close().await;
    }
    Ok(texts)
}
