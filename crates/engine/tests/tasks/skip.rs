//! Skip marks: what they do to the statements of other pairs.

use crate::story::SHOP;
use crate::world::{World, actor, analyzed, node, results, submission, until_task};
use anyhow::{Result, ensure};
use shadowtable_engine::service::{preview_of, skip, submit};
use shadowtable_store::{Mode, PairFilter, PairsOf, TaskState};

pub async fn skipping_a_parent_plans_its_child_again(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world.database(&SHOP).await?;
    let _node = node(&services);
    let mut analysis = analyzed(&services, &connection, &database).await?;
    let before = preview_of(&services.store, PairsOf::Analysis(&analysis.id)).await?;
    ensure!(before.iter().any(|one| one.sql.contains("FOREIGN KEY")), "{before:?}");

    let parent = PairFilter { search: Some("customers".to_owned()), ..PairFilter::default() };
    let changed = skip(&services, &actor("olga"), &mut analysis, &parent, true).await?;
    ensure!(changed == 1, "{changed} marks");
    let without = preview_of(&services.store, PairsOf::Analysis(&analysis.id)).await?;
    ensure!(!without.iter().any(|one| one.sql.contains("FOREIGN KEY")), "{without:?}");
    ensure!(!without.iter().any(|one| one.shadow == "_test_customers"), "{without:?}");
    let (child, _) = services
        .store
        .pairs()
        .get(
            PairsOf::Analysis(&analysis.id),
            before.iter().find(|one| one.shadow == "_test_orders").map_or(0, |one| one.pair),
        )
        .await?;
    ensure!(child.hazards.text().contains("foreign-key-omitted"), "{child:?}");

    skip(&services, &actor("olga"), &mut analysis, &parent, false).await?;
    let again = preview_of(&services.store, PairsOf::Analysis(&analysis.id)).await?;
    ensure!(again == before, "{again:?} is not {before:?}");
    database.drop().await
}

/// Under `Abort` a pair that can't be synchronized keeps all others from running; one that is skipped is no part of it.
pub async fn a_skipped_conflict_stands_in_nobodys_way(world: World) -> Result<()> {
    let services = world.services(world.backend()).await?;
    let connection = world.connection(&services).await?;
    let database = world
        .database(&[
            "CREATE TABLE a (id INT PRIMARY KEY)",
            "CREATE VIEW _test_a AS SELECT id FROM a",
            "CREATE TABLE b (id INT PRIMARY KEY)",
        ])
        .await?;
    let _node = node(&services);
    let mut analysis = analyzed(&services, &connection, &database).await?;
    let conflict = PairFilter { verdicts: vec!["Conflict".to_owned()], ..PairFilter::default() };
    let changed = skip(&services, &actor("olga"), &mut analysis, &conflict, true).await?;
    ensure!(changed == 1, "{changed} marks");
    let how = submission(Mode::Immediately);
    let task = submit(&services, &actor("olga"), (&connection, &analysis), &how, None).await?;
    until_task(&services, &task, &[TaskState::Finished]).await?;
    let results = results(&services, &task).await?;
    ensure!(results == ["_test_b Synced"], "{results:?}");
    database.drop().await
}
