//! The command-line program: everything is in the library.

fn main() -> std::process::ExitCode {
    contentaudit::cli::run(std::env::args_os())
}
