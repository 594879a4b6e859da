//! Progress: a bar on a terminal, plain lines in a pipe.

use crate::interrupt::Running;
use crate::print::{count, duration, short};
use crate::terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use shadowtable_engine::{Event, Events};
use std::sync::Arc;
use std::time::Duration;

/// With fewer pairs than this, lines about reading them say nothing.
const PAIRS_WORTH_A_LINE: usize = 500;

/// Shows how far things are, on the standard error.
#[derive(Clone)]
pub struct Progress {
    bar: Option<Arc<ProgressBar>>,
    running: Running,
}

impl Progress {
    /// A bar if somebody watches, lines otherwise.
    pub fn new(running: Running) -> Self {
        let bar = terminal::is_watched().then(|| {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(10));
            bar.set_style(style());
            bar.enable_steady_tick(Duration::from_millis(250));
            Arc::new(bar)
        });
        Self { bar, running }
    }

    /// The events' listener.
    pub fn events(&self) -> Events {
        let progress = self.clone();
        Events::new(move |event| progress.show(&event))
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn show(&self, event: &Event) {
        match event {
            Event::StatementStarted { sql, .. } => self.running.begin(sql),
            Event::StatementEnded { sql, .. } => self.running.end(sql),
            Event::Selected { .. } | Event::Read { .. } | Event::Verifying { .. } => {}
        }
        match &self.bar {
            Some(bar) => draw(bar, event),
            None => line(event).iter().for_each(|line| terminal::say(line)),
        }
    }
}

fn style() -> ProgressStyle {
    let template = "{spinner} [{elapsed_precise}] {bar:24} {pos}/{len} {wide_msg}";
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
}

fn draw(bar: &ProgressBar, event: &Event) {
    let place = |done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    };
    match event {
        Event::Selected { pairs } => {
            place(0, *pairs);
            bar.set_message("reading tables");
        }
        Event::Read { done, of } => place(*done, *of),
        Event::StatementStarted { pair, sql } => bar.set_message(format!("{}: {}", pair.shadow, short(sql))),
        Event::StatementEnded { done, of, .. } => place(*done, *of),
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
