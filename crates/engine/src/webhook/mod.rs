//! Notifications by webhook: who wants to know what, a note in the outbox, and its way to the receiver.
//!
//! In reading order: a [`Kind`] of event; the [`Note`] of one, which an outbox writes in the batch of the change it tells
//! of, for every webhook that wants it; the body that a [`Template`] makes of it, signed as the receiver expects; the
//! [`Receivers`] that may be called; and the delivery, which is tried until the receiver has taken it or the tries are over.

mod deliver;
mod kind;
mod note;
mod outbox;
mod post;
mod receiver;
mod sign;
mod template;

pub use deliver::{LEASE, TRIES, deliver, pause, test};
pub use kind::{Kind, UnknownKind};
pub use note::{Note, RunNote, TaskNote};
pub(crate) use outbox::{Outbox, Told};
pub use post::Answer;
pub use receiver::{Receivers, UrlError};
pub use template::{Template, UnknownTemplate};
