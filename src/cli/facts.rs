//! `facts`: what was understood of the figures of articles, for an editor who checks the checker and for other tools.

use super::{Error, listing};
use crate::fact::Facts;
use crate::report::{Colour, FactsForm, FactsList};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    listing: listing::Listed,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    output_format: FactsForm,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    listing::run(&arguments.listing, colour, |out, articles| {
        let mut list = FactsList::new(out, arguments.output_format);
        // Facts are read with English words: an article in another language has none that we know of.
        for article in articles.filter(|article| &*article.language.code == "en") {
            list.article(&Facts::of(&article))?;
        }
        list.end()
    })
}
