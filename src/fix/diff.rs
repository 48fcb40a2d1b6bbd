//! What fixes would change, as a unified diff that `patch` and `git apply` take.

use std::path::Path;

use similar::TextDiff;

/// The diff between two texts of one article.
#[must_use]
pub fn diff(shown: &Path, before: &str, after: &str) -> String {
    let name = shown.to_string_lossy().replace('\\', "/");
    let name = name.trim_start_matches('/');
    TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_around_a_change_are_shown() {
        let shown = diff(Path::new("content/ropes.md"), "# Ropes\n\n- Hemp\n-\n- Nylon\n", "# Ropes\n\n- Hemp\n- Nylon\n");
        assert_eq!(shown, "--- a/content/ropes.md\n+++ b/content/ropes.md\n@@ -1,5 +1,4 @@\n # Ropes\n \n - Hemp\n--\n - Nylon\n");
    }
}
