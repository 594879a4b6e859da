//! Progress: a bar on a terminal, plain lines in a pipe.

use crate::interrupt::Running;
use crate::print::{count, duration, short};
use crate::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use shadowtable_engine::{Event, Events};
use std::time::Duration;

/// With fewer pairs than this, lines about reading them say nothing.
const PAIRS_WORTH_A_LINE: usize = 500;

/// Shows how far one piece of work is, on the standard error, until it is dropped.
pub struct Progress {
    bar: Option<ProgressBar>,
    running: Running,
}

impl Progress {
    /// A bar if somebody watches, lines otherwise.
    pub fn begin(running: &Running) -> Self {
        let bar = terminal::is_watched().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
            bar.set_style(style("{spinner} [{elapsed_precise}] {wide_msg}"));
            bar.set_message("connecting");
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        });
        Self { bar, running: running.clone() }
    }

    /// As many statements are about to run.
    pub fn expect(&self, statements: usize) {
        if let Some(bar) = &self.bar {
            place(bar, 0, statements);
        }
    }

    /// The events' listener.
    pub fn events(&self) -> Events {
        let (bar, running) = (self.bar.clone(), self.running.clone());
        Events::new(move |event| {
            match &event {
                Event::StatementStarted { sql, .. } => running.begin(sql),
                Event::StatementEnded { sql, .. } => running.end(sql),
                Event::Selected { .. } | Event::Read { .. } | Event::Verifying { .. } => {}
            }
            match &bar {
                Some(bar) => draw(bar, &event),
                None => line(&event).iter().for_each(|line| terminal::say(line)),
            }
        })
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

fn place(bar: &ProgressBar, done: usize, of: usize) {
    if bar.length().is_none() {
        bar.set_style(style("{spinner} [{elapsed_precise}] {bar:24} {pos}/{len} {wide_msg}"));
    }
    bar.set_length(of as u64);
    bar.set_position(done as u64);
}

fn draw(bar: &ProgressBar, event: &Event) {
    match event {
        Event::Selected { pairs } => {
            place(bar, 0, *pairs);
            bar.set_message("reading tables");
        }
        Event::Read { done, of } => place(bar, *done, *of),
        Event::StatementStarted { pair, sql } => bar.set_message(format!("{}: {}", pair.shadow, short(sql))),
        Event::StatementEnded { done, of, .. } => place(bar, *done, *of),
        Event::Verifying { pairs } => bar.set_message(format!("verifying {}", count(*pairs, "pair"))),
    }
}

fn line(event: &Event) -> Option<String> {
    match event {
        Event::Selected { pairs } if *pairs >= PAIRS_WORTH_A_LINE => {
            Some(format!("reading {}", count(*pairs, "pair")))
        }
        Event::Selected { .. } | Event::Read { .. } | Event::StatementStarted { .. } => None,
        Event::StatementEnded { sql, took, error, done, of, pair: _ } => {
            let fate = match error {
                Some(error) => format!("failed: {error}"),
                None => "done".to_owned(),
            };
            Some(format!("[{done}/{of}] {} ({}): {fate}", short(sql), duration(*took)))
        }
        Event::Verifying { pairs } => Some(format!("verifying {}", count(*pairs, "pair"))),
    }
}
