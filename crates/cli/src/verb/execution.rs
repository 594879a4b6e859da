//! What sync and apply have in common: ask, run, tell.

use super::{Begun, plan_text, print_plan};
use crate::args::{ConfirmationArguments, Format, OutputArguments};
use crate::confirm::{self, Answer};
use crate::exit::Exit;
use crate::progress::Progress;
use crate::{print, terminal, wire};
use anyhow::Result;
use shadowtable_engine::{
    Analysis, ErrorPolicy, NoJournal, PairResult, PairRun, Request, Run, RunOptions, StepState, preview, run,
};
use shadowtable_plan::Pair;
use shadowtable_target::Session;
use std::collections::BTreeSet;
use std::time::Instant;

/// An analysis that is about to run.
pub struct Execution {
    pub analysis: Analysis,
    pub request: Request,
    pub session: Session,
    pub options: RunOptions,
    pub begun: Begun,
    pub output: OutputArguments,
}

impl Execution {
    /// Runs it, if nothing and nobody says no.
    pub async fn run(mut self, confirmation: &ConfirmationArguments) -> Result<Exit> {
        let preview = preview(&self.analysis, &self.options);
        if confirmation.dry_run {
            print_plan(&self.analysis, &self.request, &self.output);
            refusals(&preview).iter().for_each(|line| terminal::say(line));
            terminal::say("nothing was changed: this was a dry run");
            return Ok(Exit::of_preview(&self.analysis.plan, &preview));
        }
        if self.changes_something(&preview) && self.ask(&preview, confirmation.yes).await? == Answer::No {
            return Ok(Exit::Usage);
        }
        let started = Instant::now();
        self.begun.watch.run_begins();
        let progress = Progress::begin(&self.begun.running);
        progress.expect(waiting(&preview));
        let events = progress.events();
        let record =
            run(&self.analysis, &self.request, &mut self.session, &self.options, (&NoJournal, &events))
                .await?;
        drop(progress);
        self.tell(&record, started);
        self.session.close().await;
        Ok(Exit::of_run(&record))
    }

    /// Whether a run would send any statement, or write a row into the registry.
    fn changes_something(&self, preview: &Run) -> bool {
        let adopts = |(plan, run): (&shadowtable_plan::PairPlan, &PairRun)| {
            plan.adopted && plan.verdict.is_usable() && run.result == PairResult::Untouched
        };
        preview.pairs.iter().any(|pair| pair.result == PairResult::Pending)
            || self.analysis.plan.pairs.iter().zip(&preview.pairs).any(adopts)
    }

    /// Shows what will happen, and asks.
    async fn ask(&self, preview: &Run, yes: bool) -> Result<Answer> {
        if yes {
            return Ok(Answer::Yes);
        }
        let shown = plan_text(&self.analysis, &self.request, &self.output);
        // The document of a run goes to the standard output later.
        if terminal::can_ask() && self.output.format == Format::Json {
            terminal::err(&print::plan(&self.analysis.plan, &self.analysis.left_out, self.output.verbose));
        } else {
            terminal::out(&shown);
        }
        refusals(preview).iter().for_each(|line| terminal::say(line));
        let statements = waiting(preview);
        let server = self.analysis.server.dialect;
        let database = &self.analysis.plan.database;
        let statements = print::count(statements, "statement");
        confirm::ask(format!("run {statements} on {database} ({server})?"), yes).await
    }

    /// The tables that the run has recorded as shadows.
    fn adopted(&self, record: &Run) -> Vec<Pair> {
        let refused = record.pairs.iter().any(|pair| pair.result == PairResult::Refused);
        if refused && self.options.on_error == ErrorPolicy::Abort {
            return Vec::new();
        }
        let pairs = self.analysis.plan.pairs.iter().zip(&record.pairs);
        pairs
            .filter(|(plan, run)| {
                plan.adopted && matches!(run.result, PairResult::Untouched | PairResult::Synced)
            })
            .map(|(plan, _)| plan.pair.clone())
            .collect()
    }

    fn tell(&self, record: &Run, started: Instant) {
        let (plan, verbose) = (&self.analysis.plan, self.output.verbose);
        let took = started.elapsed();
        terminal::out(&match self.output.format {
            Format::Text | Format::Sql => {
                print::run(record, &self.adopted(record), plan.dialect, took, verbose)
            }
            Format::Json => wire::text(&wire::run_document(&self.analysis, &self.request, record)),
        });
        let is_left_out = |pair: &PairRun| pair.result == PairResult::NotRun;
        let mut statements = record.pairs.iter().flat_map(|pair| &pair.statements);
        let none_was_done = statements.all(|one| matches!(one.state, StepState::NotRun | StepState::Failed));
        if none_was_done && !record.interrupted && record.pairs.iter().any(is_left_out) {
            terminal::say("nothing was changed; --on-error continue does the other tables all the same");
        }
        if record.interrupted {
            let running = self.begun.watch.running_when_pressed();
            print::fates(record, &running).iter().for_each(|line| terminal::say(line));
        }
    }
}

/// How many statements would run.
fn waiting(preview: &Run) -> usize {
    let pending = preview.pairs.iter().filter(|pair| pair.result == PairResult::Pending);
    pending.map(|pair| pair.statements.len()).sum()
}

/// The refusals of a run to be, each reason once with the number of pairs.
fn refusals(preview: &Run) -> Vec<String> {
    let refused = preview.pairs.iter().filter(|pair| pair.result == PairResult::Refused);
    let gates: BTreeSet<&str> = refused
        .flat_map(|pair| &pair.reasons)
        .filter_map(|reason| reason.split_once("--allow-hazards "))
        .flat_map(|(_, codes)| codes.split(','))
        .collect();
    if gates.is_empty() {
        return Vec::new();
    }
    let codes: Vec<&str> = gates.into_iter().collect();
    vec![format!("refused until its hazards are allowed: --allow-hazards {}", codes.join(","))]
}
