//! Skip marks: what they do to the statements of other pairs.

use crate::story::SHOP;
use crate::world::{World, actor, analyzed, node};
use anyhow::{Result, ensure};
use shadowtable_engine::service::{preview_of, skip};
use shadowtable_store::{PairFilter, PairsOf};

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
