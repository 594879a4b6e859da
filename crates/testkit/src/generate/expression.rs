//! Expressions over columns: of generated columns, CHECK constraints, functional keys and defaults.

use super::column::Column;
use super::data_type::{DataType, Family};
use super::rng::Rng;
use super::text;

/// What an expression is for: not every one is allowed, or true for our rows, everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A generated column.
    Generated,
    /// A CHECK constraint, true for every row that we make.
    Check,
    /// A functional key part.
    Key,
    /// A key over a JSON array.
    MultiValued,
}

/// The shape of an expression: `{0}` and `{1}` are columns, `{k}` is a number.
#[derive(Debug, PartialEq, Eq)]
struct Form {
    template: &'static str,
    purpose: Purpose,
    columns: &'static [&'static [Family]],
    result: Kind,
}

/// The type of an expression's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Whole,
    Real,
    Word,
    Same,
}

const WHOLE: &[Family] = &[Family::Integer];
const NUMBER: &[Family] = &[Family::Integer, Family::Number];
const TEXT: &[Family] = &[Family::Text];
const DATE: &[Family] = &[Family::Date];
const JSON: &[Family] = &[Family::Json];

const fn form(
    purpose: Purpose,
    template: &'static str,
    columns: &'static [&'static [Family]],
    result: Kind,
) -> Form {
    Form { template, purpose, columns, result }
}

const FORMS: &[Form] = &[
    form(Purpose::Generated, "{0} + {k}", &[WHOLE], Kind::Whole),
    form(Purpose::Generated, "({0} * 2) + {1}", &[WHOLE, WHOLE], Kind::Whole),
    form(Purpose::Generated, "abs({0})", &[WHOLE], Kind::Whole),
    form(Purpose::Generated, "{0} * 1.5", &[NUMBER], Kind::Real),
    form(Purpose::Generated, "if({0} > {k}, 'it''s', 'no')", &[NUMBER], Kind::Word),
    form(Purpose::Generated, "case when {0} < {k} then 1 else 0 end", &[NUMBER], Kind::Whole),
    form(Purpose::Generated, "upper({0})", &[TEXT], Kind::Same),
    form(Purpose::Generated, "left({0}, 2)", &[TEXT], Kind::Word),
    form(Purpose::Generated, "char_length({0})", &[TEXT], Kind::Whole),
    form(Purpose::Generated, "concat(left({0}, {k}), '-', {k})", &[TEXT], Kind::Word),
    form(Purpose::Generated, "coalesce({0}, 'none')", &[TEXT], Kind::Same),
    form(Purpose::Generated, "year({0})", &[DATE], Kind::Whole),
    form(Purpose::Generated, "to_days({0}) - {k}", &[DATE], Kind::Whole),
    form(Purpose::Generated, "json_unquote(json_extract({0}, '$.k'))", &[JSON], Kind::Word),
    form(Purpose::Check, "{0} > -{k}", &[NUMBER], Kind::Whole),
    form(Purpose::Check, "{0} between -{k} and 1000000000", &[NUMBER], Kind::Whole),
    form(Purpose::Check, "{0} <> -{k} or {1} is not null", &[NUMBER, NUMBER], Kind::Whole),
    form(Purpose::Check, "char_length({0}) < 1000{k}", &[TEXT], Kind::Whole),
    form(Purpose::Check, "{0} <> 'it''s {k}'", &[TEXT], Kind::Whole),
    form(Purpose::Check, "{0} not in ('x{k}', 'a\"b', 'no')", &[TEXT], Kind::Whole),
    form(Purpose::Check, "{0} is null or {0} >= 0", &[NUMBER], Kind::Whole),
    form(Purpose::Check, "{0} > '1990-01-0{k}'", &[DATE], Kind::Whole),
    form(Purpose::Key, "({0} + {k})", &[WHOLE], Kind::Whole),
    form(Purpose::Key, "(abs({0}))", &[WHOLE], Kind::Whole),
    form(Purpose::Key, "(lower({0}))", &[TEXT], Kind::Same),
    form(Purpose::Key, "(left({0}, {k}))", &[TEXT], Kind::Same),
    form(Purpose::MultiValued, "(cast({0}->'$.tags' as unsigned array))", &[JSON], Kind::Whole),
];

/// An expression over columns of one table.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    form: &'static Form,
    /// The columns it is over, by name.
    pub columns: Vec<String>,
    constant: u32,
}

impl Expression {
    /// An expression over some of the columns; none if none fits.
    pub fn random(purpose: Purpose, columns: &[&Column], rng: &mut Rng) -> Option<Self> {
        let forms: Vec<&'static Form> = FORMS
            .iter()
            .filter(|form| form.purpose == purpose)
            .filter(|form| {
                form.columns.iter().all(|families| columns.iter().any(|column| fits(column, families)))
            })
            .collect();
        let form = *rng.pick(&forms)?;
        let mut chosen = Vec::new();
        for families in form.columns {
            let fitting: Vec<&&Column> = columns.iter().filter(|column| fits(column, families)).collect();
            chosen.push(rng.pick(&fitting)?.name.clone());
        }
        let constant = rng.between(1, 9);
        Some(Self { form, columns: chosen, constant }.with_constant(constant))
    }

    /// The same with another number.
    pub fn changed(&self, rng: &mut Rng) -> Self {
        self.clone().with_constant(self.constant + rng.between(1, 8))
    }

    /// A number of one digit; always the same one where it is not written, so that equal texts are equal.
    fn with_constant(mut self, constant: u32) -> Self {
        let written = self.form.template.contains("{k}");
        self.constant = if written { (constant - 1) % 9 + 1 } else { 1 };
        self
    }

    /// Whether the columns still are of the families it was made for.
    pub fn is_over(&self, columns: &[Column]) -> bool {
        self.columns.iter().zip(self.form.columns).all(|(name, families)| {
            columns.iter().any(|column| column.name == *name && fits(column, families))
        })
    }

    /// Whether it was made for the purpose.
    pub fn is_for(&self, purpose: Purpose) -> bool {
        self.form.purpose == purpose
    }

    /// The text of the expression.
    pub fn sql(&self) -> String {
        let mut sql = self.form.template.replace("{k}", &self.constant.to_string());
        for (number, column) in self.columns.iter().enumerate() {
            sql = sql.replace(&format!("{{{number}}}"), &text::name(column));
        }
        sql
    }

    /// The type of a column generated by it.
    pub fn result(&self, columns: &[Column]) -> DataType {
        match self.form.result {
            Kind::Whole => DataType::bigint(),
            Kind::Real => DataType::Float { double: true, digits: None, unsigned: false },
            Kind::Word => DataType::varchar(60),
            Kind::Same => {
                let base =
                    self.columns.first().and_then(|name| columns.iter().find(|column| column.name == *name));
                DataType::varchar(base.and_then(|column| column.data_type.length()).unwrap_or(60).max(10))
            }
        }
    }
}

fn fits(column: &Column, families: &[Family]) -> bool {
    families.contains(&column.data_type.family())
        && column.generated.is_none()
        && !column.auto_increment
        && !column.compressed
}
