//! What an account may do, and which privilege a refusal names.

use crate::world::{World, timeouts};
use anyhow::{Result, ensure};
use shadowtable_target::privilege::{Privilege, lacking, read};
use shadowtable_target::{Outcome, Purpose, Session, ZeroDates};

pub async fn what_is_missing_is_named(world: World) -> Result<()> {
    world.run(&["CREATE TABLE a (id int primary key)"]).await?;
    let root = read(&mut world.reader().await?).await?;
    ensure!(root.missing(&Privilege::ALL).is_empty(), "{root:?}");
    let (address, account) = world.account(&["SELECT, INSERT ON {db}.*"]).await?;
    let result = async {
        let mut session = Session::open(&address, Purpose::write(), timeouts()).await?;
        let privileges = read(&mut session).await?;
        let missing = privileges.missing(&[Privilege::Select, Privilege::Create, Privilege::Alter]);
        ensure!(missing == [Privilege::Create, Privilege::Alter], "{privileges:?}");
        for (sql, word) in [
            ("CREATE TABLE b (id int)", "CREATE"),
            ("ALTER TABLE a ADD b int", "ALTER"),
            ("DROP TABLE a", "DROP"),
        ] {
            let outcome = session.execute(sql, ZeroDates::Refused).await;
            let Outcome::Failed(error) = outcome else { anyhow::bail!("{sql}: {outcome:?}") };
            let lacks = lacking(&error);
            ensure!(
                lacks.as_ref().is_some_and(|lacks| lacks.to_string().contains(word)),
                "{error:?}: {lacks:?}"
            );
        }
        Ok(())
    }
    .await;
    account.drop().await?;
    result
}
