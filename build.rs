//! Tells the program what it was made of, so that no record of another build is taken for one of its own.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;

/// What findings depend on.
const PARTS: [&str; 4] = ["src", "rules", "data", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut hasher = DefaultHasher::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        take(Path::new(part), &mut hasher)?;
    }
    println!("cargo::rustc-env=CONTENTAUDIT_BUILD={:016x}", hasher.finish());
    Ok(())
}

/// Takes in a file, or all that is below a folder, in the order of names.
fn take(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut below = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
        below.sort();
        return below.iter().try_for_each(|path| take(path, hasher));
    }
    path.hash(hasher);
    // Without the lock file, as in a folder that was never built, the rest tells.
    fs::read(path).unwrap_or_default().hash(hasher);
    Ok(())
}
