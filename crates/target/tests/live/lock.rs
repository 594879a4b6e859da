//! The writer's lock.

use crate::world::World;
use anyhow::{Result, ensure};
use shadowtable_target::Registry;
use shadowtable_target::kill::{connection_exists, end_connection};
use shadowtable_target::registry::Writer;
use shadowtable_target::writer_lock::{LockError, WriterLock, end_former_writers};
use std::time::Duration;

const AT_ONCE: Duration = Duration::ZERO;

pub async fn the_second_writer_learns_who_is_first(world: World) -> Result<()> {
    let registry = Registry::default();
    let (mut first, mut second) = (world.writer().await?, world.writer().await?);
    let me = Writer::this_process("shadowtable sync", "ann");
    let lock = WriterLock::acquire(&mut first, &registry, &me, AT_ONCE).await?;
    lock.check(&mut first).await?;
    let refused = WriterLock::acquire(&mut second, &registry, &me, AT_ONCE).await;
    let Err(LockError::Busy { holder, .. }) = &refused else { anyhow::bail!("{refused:?}") };
    ensure!(holder.connection_id == Some(first.connection_id()), "{holder:?}");
    let words = holder.to_string();
    ensure!(
        words.contains("shadowtable sync") && words.contains("ann") && words.contains(" since 20"),
        "{words}"
    );
    ensure!(words.contains(&format!("process {}", std::process::id())), "{words}");
    // Without a registry the server still tells the connection.
    let refused = WriterLock::acquire(
        &mut second,
        &Registry::new(shadowtable_target::registry::Place::Nowhere),
        &me,
        AT_ONCE,
    )
    .await;
    let Err(LockError::Busy { holder, .. }) = &refused else { anyhow::bail!("{refused:?}") };
    ensure!(holder.to_string() == format!("connection {}", first.connection_id()), "{holder}");
    lock.release(&mut first, &registry).await;
    ensure!(registry.writers(&mut first).await?.is_empty());
    let lock = WriterLock::acquire(&mut second, &registry, &me, AT_ONCE).await?;
    lock.check(&mut second).await?;
    Ok(())
}

pub async fn the_lock_ends_with_the_connection(world: World) -> Result<()> {
    let registry = Registry::default();
    let (mut first, mut second) = (world.writer().await?, world.writer().await?);
    let writer = Writer::this_process("shadowtable sync", "");
    let lock = WriterLock::acquire(&mut first, &registry, &writer, AT_ONCE).await?;
    end_connection(&mut second, first.connection_id(), Duration::from_secs(20)).await?;
    ensure!(lock.check(&mut first).await.is_err());
    let writer = Writer::this_process("shadowtable sync", "");
    let lock = WriterLock::acquire(&mut second, &registry, &writer, Duration::from_secs(5)).await?;
    lock.check(&mut second).await?;
    Ok(())
}

pub async fn former_writers_are_ended(world: World) -> Result<()> {
    let registry = Registry::default();
    let (mut dead, mut heir, bystander) = (world.writer().await?, world.writer().await?, world.root().await?);
    let lost = Writer::this_process("shadowtable sync", "").over(dead.connection_id());
    // It announced itself and lost the lock, but its connection is still there; the other id is a stranger's by now.
    registry.announce(&mut dead, &[lost]).await?;
    let stranger = u64::from(bystander.id());
    registry.announce(&mut dead, &[Writer::this_process("shadowtable sync", "").over(stranger)]).await?;
    let writer = Writer::this_process("shadowtable serve", "");
    let lock = WriterLock::acquire(&mut heir, &registry, &writer, AT_ONCE).await?;
    let former = end_former_writers(&mut heir, &registry, Duration::from_secs(20)).await?;
    ensure!(former.len() == 2, "{former:?}");
    ensure!(!connection_exists(&mut heir, dead.connection_id()).await?);
    ensure!(connection_exists(&mut heir, stranger).await?, "a stranger was killed");
    let left = registry.writers(&mut heir).await?;
    ensure!(left.len() == 1 && left[0].connection_id == heir.connection_id(), "{left:?}");
    lock.check(&mut heir).await?;
    Ok(())
}
