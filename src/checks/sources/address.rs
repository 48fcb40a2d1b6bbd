//! Web addresses as people write them: what is broken in one, and when two lead to the same page.

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::checks) enum Fault {
    /// `htp://`.
    Scheme,
    /// `https//`, `http:/x`, `https:///x`.
    Slashes,
    /// `https://https://`.
    Twice,
    /// `https://` and nothing else.
    Nothing,
    /// `https://www. example.org`.
    Blank,
    /// `https://example`, `ww.example.org`.
    Host,
    /// `https://example.org/tid…`.
    Cut,
    /// A bracket that is not closed.
    Bracket,
}

impl Fault {
    /// What to say of it.
    pub(in crate::checks) const fn words(self) -> &'static str {
        match self {
            Self::Scheme => "the address “{}” begins with a misspelt scheme",
            Self::Slashes => "the address “{}” lacks its “://”",
            Self::Twice => "the address “{}” has its scheme twice",
            Self::Nothing => "the address “{}” has nothing behind its scheme",
            Self::Blank => "the address “{}” is broken by a blank",
            Self::Host => "the address “{}” names no site",
            Self::Cut => "the address “{}” is cut short",
            Self::Bracket => "the address “{}” is broken at a bracket",
        }
    }
}

/// Schemes that addresses have.
const SCHEMES: [&str; 16] =
    ["http", "https", "ftp", "ftps", "sftp", "ssh", "git", "file", "ws", "wss", "s3", "ipfs", "gopher", "news", "data", "chrome"];

/// How the names of files end that pages link to.
const FILES: [&str; 14] = ["asp", "aspx", "htm", "html", "js", "json", "jsp", "md", "mdx", "pdf", "php", "txt", "xhtml", "xml"];

/// What is wrong with `address`; `next` is the word behind it in the text, if it is written out in one.
pub(in crate::checks) fn fault(address: &str, next: Option<&str>) -> Option<Fault> {
    let lower = address.to_ascii_lowercase();
    if let Some((scheme, rest)) = lower.split_once("://") {
        if scheme.is_empty() || !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+') {
            return None;
        }
        if !SCHEMES.contains(&scheme) {
            return is_nearly_http(scheme).then_some(Fault::Scheme);
        }
        if !scheme.starts_with("http") {
            return None;
        }
        return fault_behind_scheme(rest, next);
    }
    // `https//example.org`, `http:/example.org`, `https;//example.org`.
    for scheme in ["https", "http"] {
        let Some(rest) = lower.strip_prefix(scheme) else { continue };
        let marks = rest.len() - rest.trim_start_matches([':', ';', '/', '.', '\\']).len();
        let (marks, host) = rest.split_at_checked(marks)?;
        let is_broken = matches!(marks, "//" | ":/" | ";//" | ":" | "/" | ".//" | ":\\" | ":\\\\" | "/:" | ":;//" | ";/");
        // "http/decorators.html" is a page in a folder of that name.
        let is_page = marks == "/"
            && FILES.contains(&host.split(['#', '?']).next().and_then(|path| path.rsplit_once('.')).map_or("", |(_, end)| end));
        return (is_broken && !is_page && has_site(host)).then_some(Fault::Slashes);
    }
    let cut_www = ["ww.", "wwww.", "www,", "w.w.w."]
        .iter()
        .any(|start| lower.strip_prefix(start).is_some_and(|host| has_site(host.trim_end_matches('.'))));
    if cut_www || lower == "www." && next.is_some_and(has_site) {
        return Some(if cut_www { Fault::Host } else { Fault::Blank });
    }
    None
}

fn fault_behind_scheme(rest: &str, next: Option<&str>) -> Option<Fault> {
    let next_is_site = next.is_some_and(|next| has_site(&next.to_ascii_lowercase()));
    if rest.is_empty() || matches!(rest, "www." | "www") {
        return Some(if next_is_site { Fault::Blank } else { Fault::Nothing });
    }
    let inner = rest.strip_prefix("www.").unwrap_or(rest);
    if inner.starts_with("http://") || inner.starts_with("https://") {
        return Some(Fault::Twice);
    }
    if rest.starts_with(['/', ':']) {
        return Some(Fault::Slashes);
    }
    if rest.contains(char::is_whitespace) || rest.contains("%20www.") {
        return Some(Fault::Blank);
    }
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    // "https://example .org/tides", "https://example.org /tides".
    let goes_on = next.is_some_and(|next| {
        !host.contains('.') && next.strip_prefix('.').is_some_and(|top| has_site(&format!("a.{}", top.to_ascii_lowercase())))
            || next.strip_prefix('/').is_some_and(|path| path.starts_with(|c: char| c.is_ascii_alphanumeric())) && !rest.contains('/')
    });
    if host.ends_with('.') && next_is_site || goes_on {
        return Some(Fault::Blank);
    }
    // An address in brackets, a place on this computer and a name to be filled in are other matters.
    let is_other = host.starts_with(['[', '{', '<', '$', '%']) || host == "localhost" || host.contains(['{', '<', '\u{fffc}', '$']);
    if !is_other && (!host.trim_end_matches('.').contains('.') || host.starts_with('.') || host.contains("..") || host.contains(',')) {
        return Some(Fault::Host);
    }
    let bare = rest.trim_end_matches(['.', ',', ';', ':']);
    let open = bare.matches(['(', '[']).count();
    let closed = bare.matches([')', ']']).count();
    // "https://example.org/tides.pdf['The tides']" is how some texts write a link.
    let is_link = bare.split_once('[').is_some_and(|(_, text)| text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '\'' | '"')));
    (open > closed && !is_link || bare.ends_with(['[', '('])).then_some(Fault::Bracket)
}

/// One or two slips from `http` or `https`.
fn is_nearly_http(scheme: &str) -> bool {
    let near = if scheme.starts_with('h') { 2 } else { 1 };
    (3..=7).contains(&scheme.len()) && ["http", "https"].iter().any(|known| strsim::osa_distance(scheme, known) <= near)
}

/// Whether a text begins with a host name.
fn has_site(text: &str) -> bool {
    let host = text.split(['/', '\\', '?', '#', ':']).next().unwrap_or(text);
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    !name.is_empty()
        && (2..=24).contains(&top.len())
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && name.split('.').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

/// Parameters that say where a reader came from, not which page is meant.
fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or(parameter);
    name.starts_with("utm_")
        || matches!(name, "gclid" | "fbclid" | "msclkid" | "mc_cid" | "mc_eid" | "igshid" | "yclid" | "dclid" | "ref" | "ref_src")
}

/// The page that an address leads to: without scheme, `www.`, tracking parameters and the last slash. `None`: it is no web address.
pub(super) fn page(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = match address.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => rest,
        Some(_) => return None,
        None => address.strip_prefix("//")?,
    };
    let (rest, fragment) = rest.split_once('#').map_or((rest, ""), |(rest, fragment)| (rest, fragment));
    let (path, query) = rest.split_once('?').map_or((rest, ""), |(path, query)| (path, query));
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    // The old address of the same names of works.
    let host = if host == "dx.doi.org" { "doi.org".to_owned() } else { host };
    let mut page = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    page.push('/');
    page.push_str(path.trim_end_matches('/'));
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty() && !is_tracking(parameter)) {
        page.push('&');
        page.push_str(parameter);
    }
    if !fragment.is_empty() {
        page.push('#');
        page.push_str(fragment);
    }
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_addresses_are_told_by_what_is_broken() {
        for (address, next, expected) in [
            ("htp://example.org/tides", None, Fault::Scheme),
            ("htttps://example.org", None, Fault::Scheme),
            ("hhtp://example.org", None, Fault::Scheme),
            ("ttps://example.org", None, Fault::Scheme),
            ("https//example.org/tides", None, Fault::Slashes),
            ("http:/example.org", None, Fault::Slashes),
            ("https:///example.org", None, Fault::Slashes),
            ("https:example.org", None, Fault::Slashes),
            ("http://https://example.org", None, Fault::Twice),
            ("http://", None, Fault::Nothing),
            ("https://", Some("example.org/tides"), Fault::Blank),
            ("https://www.", Some("example.org"), Fault::Blank),
            ("https://www.example.", Some("org.uk/tides"), Fault::Blank),
            ("ww.example.org", None, Fault::Host),
            ("https://example/tides", None, Fault::Host),
            ("https://example..org", None, Fault::Host),
            ("https://example.org/tide_(sea", None, Fault::Bracket),
        ] {
            assert_eq!(fault(address, next), Some(expected), "{address}");
        }
    }

    #[test]
    fn sound_addresses_have_no_fault() {
        for address in [
            "https://example.org/tides",
            "HTTP://EXAMPLE.ORG",
            "https://example.org/tide_(sea)",
            "ftp://example.org",
            "https://web.archive.org/web/2019/https://example.org/",
            "http://localhost:8000",
            "https://{host}/tides",
            "urn:isbn:123",
            "www.example.org",
            "https",
            "http/2",
            "example.org",
            "smtp://mail.example.org",
        ] {
            assert_eq!(fault(address, None), None, "{address}");
        }
    }

    #[test]
    fn a_page_is_known_by_any_of_its_addresses() {
        let tides = page("https://www.example.org/tides/");
        assert_eq!(page("http://example.org/tides?utm_source=letter"), tides);
        assert_eq!(page("https://EXAMPLE.org/tides"), tides);
        assert_ne!(page("https://example.org/Tides"), tides);
        assert_ne!(page("https://example.org/tides?day=2"), tides);
        assert_ne!(page("https://example.org/tides#may"), tides);
        assert_eq!(page("mailto:lund@example.org"), None);
    }
}
