//! Run `cargo run --example jukebox [FOLDER]`: every tune and cue as a WAV file you can play, with its loudness listed.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example talks to whoever runs it"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use roundtable::sound::{Cue, Loudness, Mixer, SAMPLES_PER_SECOND, Tune};

/// How much of a tune is written, in seconds: once through the longest, and a little of its start again.
const TUNE_SECONDS: u32 = 45;
/// How long a cue may be, in seconds.
const CUE_SECONDS: u32 = 3;

fn main() -> ExitCode {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/jukebox".to_owned()));
    match write_all(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{} could not be written: {wrong}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for tune in Tune::ALL {
        let mut mixer = full();
        mixer.tune(Some(*tune));
        write(folder, &format!("tune-{tune:?}"), &mut mixer, TUNE_SECONDS)?;
    }
    for cue in Cue::ALL {
        let mut mixer = full();
        mixer.play(*cue);
        write(folder, &format!("cue-{cue:?}"), &mut mixer, CUE_SECONDS)?;
    }
    Ok(())
}

fn full() -> Mixer {
    let mut mixer = Mixer::new();
    mixer.set_tune_loudness(Loudness::FULL);
    mixer.set_cue_loudness(Loudness::FULL);
    mixer
}

fn write(folder: &Path, name: &str, mixer: &mut Mixer, seconds: u32) -> std::io::Result<()> {
    let mut samples = vec![0; (SAMPLES_PER_SECOND * seconds) as usize];
    mixer.fill(&mut samples);
    // A cue's silence after its end is not written.
    let heard = samples.iter().rposition(|sample| *sample != 0).map_or(0, |last| last + 1);
    samples.truncate(heard);
    let power = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / heard.max(1) as f64;
    println!("{name:20} {:5.2} s  loudness {:5.0}", heard as f64 / f64::from(SAMPLES_PER_SECOND), power.sqrt());
    std::fs::write(folder.join(name.to_lowercase()).with_extension("wav"), wav(&samples))
}

/// One channel of 16-bit samples as a WAV file.
fn wav(samples: &[i16]) -> Vec<u8> {
    let length = samples.len() as u32 * 2;
    let mut bytes = Vec::with_capacity(44 + samples.len() * 2);
    bytes.extend(b"RIFF");
    bytes.extend((36 + length).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16_u32.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(1_u16.to_le_bytes());
    bytes.extend(SAMPLES_PER_SECOND.to_le_bytes());
    bytes.extend((SAMPLES_PER_SECOND * 2).to_le_bytes());
    bytes.extend(2_u16.to_le_bytes());
    bytes.extend(16_u16.to_le_bytes());
    bytes.extend(b"data");
    bytes.extend(length.to_le_bytes());
    bytes.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    bytes
}
