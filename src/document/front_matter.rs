//! Front matter (YAML, TOML, JSON) into statements about the article.
