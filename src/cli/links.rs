//! `links`: the links of articles to other sites, for a program that has the network. This one has none.

use super::{Error, listing};
use crate::report::{Colour, LinksForm, LinksList};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    listing: listing::Listed,
    /// Form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    output_format: LinksForm,
}

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    listing::run(&arguments.listing, colour, |out, articles| {
        let mut list = LinksList::new(out, arguments.output_format);
        for article in articles {
            list.article(&article)?;
        }
        list.end()
    })
}
