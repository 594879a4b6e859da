//! Failed logins: how often, for whom or from where, and until when the next one has to wait.

use crate::batch::Batch;
use crate::error::StoreError;
use crate::list::Select;
use crate::record::Record;

record! {
    /// A count.
    FailedLogin in "failed_logins" key(subject) {
        /// A user's name or a client's address; the caller keeps them apart.
        subject: String,
        /// How often in a row.
        count: i64,
        /// The last time.
        at: i64,
        /// No login before this.
        until: i64,
        /// How often it was changed.
        version: i64,
    }
}

repository! {
    /// Failed logins.
    FailedLogins
}
insert_plain!(FailedLogins, FailedLogin);
compare_and_set!(FailedLogins, FailedLogin);

impl FailedLogins<'_> {
    /// The count of this one, if there is any.
    ///
    /// # Errors
    /// What the database says.
    pub async fn find(&self, subject: &str) -> Result<Option<FailedLogin>, StoreError> {
        Select::default().is("subject", subject.to_owned()).first(self.0).await
    }

    /// Counts one more, whoever counts at the same time; `wait` says, from the count, how long the next one has to wait. Gives
    /// the row as it is now. A count whose last failure is older than `forget_ms` begins anew.
    ///
    /// # Errors
    /// What the database says.
    pub async fn record(
        &self,
        subject: &str,
        at: i64,
        forget_ms: i64,
        wait: impl Fn(i64) -> i64,
    ) -> Result<FailedLogin, StoreError> {
        loop {
            let mut row = match self.find(subject).await? {
                Some(row) => row,
                None => FailedLogin { subject: subject.to_owned(), count: 0, at, until: 0, version: 0 },
            };
            row.count = if row.at.saturating_add(forget_ms) < at { 1 } else { row.count + 1 };
            row.at = at;
            row.until = at.saturating_add(wait(row.count));
            let written = if row.version == 0 {
                row.version = 1;
                self.insert(&row).await
            } else {
                self.save(&mut row).await
            };
            match written {
                Ok(()) => return Ok(row),
                // Somebody counted in between: again, with their count.
                Err(StoreError::Exists(_) | StoreError::Changed(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Forgets one: the login went well.
    ///
    /// # Errors
    /// What the database says.
    pub async fn forget(&self, subject: &str) -> Result<(), StoreError> {
        let mut batch = Batch::new();
        batch.delete(FailedLogin::TABLE, "subject", subject);
        self.0.commit(batch).await
    }
}
