//! Pages: lists come in parts, each with the cursor of the next.

use serde::{Deserialize, Serialize};
use shadowtable_store::{Listed, Page};
use utoipa::{IntoParams, ToSchema};

/// Which part of a list is wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// What `next` of the page before says; the first page has none.
    pub cursor: Option<String>,
    /// At most so many items, up to 1000; 50 when nothing is said.
    #[param(minimum = 1, maximum = 1000)]
    pub limit: Option<u16>,
    /// `asc` or `desc`.
    pub order: Option<Order>,
}

/// The direction of a list.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The smallest, the oldest first.
    Asc,
    /// The greatest, the newest first.
    Desc,
}

impl Paging {
    /// As the store takes it; `usual` is the direction when nothing is said.
    pub fn page(&self, usual: Order) -> Page {
        let mut page = Page {
            after: self.cursor.clone(),
            descending: self.order.unwrap_or(usual) == Order::Desc,
            ..Page::default()
        };
        if let Some(limit) = self.limit {
            page.limit = limit.into();
        }
        page
    }
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Part<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor of the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many items the whole list has, where that was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl<T> Part<T> {
    /// A page of the store, each row as it goes over the wire.
    pub fn of<R>(listed: Listed<R>, to_wire: impl FnMut(R) -> T) -> Self {
        Self { items: listed.rows.into_iter().map(to_wire).collect(), next: listed.next, total: None }
    }

    /// A whole list.
    pub fn whole(items: Vec<T>) -> Self {
        Self { items, next: None, total: None }
    }

    /// With the number of all items.
    #[must_use]
    pub fn counted(mut self, total: i64) -> Self {
        self.total = Some(total);
        self
    }
}
