//! PulseAudio, which PipeWire speaks too: one stream over one socket; the server asks for samples and sleeps between.

use std::io::{self, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use pulseaudio::protocol::command::CommandReply;
use pulseaudio::protocol::stream::{BufferAttr, StreamFlags};
use pulseaudio::protocol::{
    self, AuthParams, AuthReply, ChannelMap, Command, CreatePlaybackStreamReply, DESCRIPTOR_SIZE, MAX_VERSION,
    PlaybackStreamParams, Prop, Props, ProtocolError, Request, SampleFormat, SampleSpec, SetClientNameReply,
};

use crate::sound::SAMPLES_PER_SECOND;

/// How far the server is ahead of the ear: short enough for a key press, long enough for a busy machine.
const AHEAD_MS: u32 = 80;
/// How often it asks at the most.
const ASK_MS: u32 = 20;
/// How long the server may take to let us in.
const GREETING: Duration = Duration::from_secs(5);
/// Longest message of a server that is believed.
const MESSAGE_BYTES_MAX: usize = 1 << 20;
/// Most bytes that are sent at once, whatever the server asks for: three seconds.
const SENT_BYTES_MAX: usize = 1 << 17;
const SAMPLE_BYTES: u32 = 2;

/// Why nothing can be heard.
#[derive(Debug, thiserror::Error)]
pub(super) enum PulseError {
    /// Nobody plays sounds on this computer.
    #[error("no sound server runs on this computer.")]
    NoServer,
    /// The server was there and is no more, or does not answer.
    #[error("the sound server cannot be reached ({0}).")]
    Socket(#[from] io::Error),
    /// The server speaks in another way.
    #[error("the sound server is not understood ({0}).")]
    Protocol(#[from] ProtocolError),
    /// The server sends messages without measure.
    #[error("the sound server sent too much at once ({0} bytes).")]
    TooLong(usize),
    /// The server ended the stream, or itself.
    #[error("the sound server hung up.")]
    Ended,
}

/// Plays what the source gives, so many samples at a time, until it gives none. Blocks while the server wants nothing.
pub(super) fn play(source: impl FnMut(usize) -> Option<Vec<i16>>) -> Result<(), PulseError> {
    let path = pulseaudio::socket_path_from_env().ok_or(PulseError::NoServer)?;
    let socket = UnixStream::connect(path)?;
    let cookie = pulseaudio::cookie_path_from_env().and_then(|path| std::fs::read(path).ok());
    socket.set_read_timeout(Some(GREETING))?;
    socket.set_write_timeout(Some(GREETING))?;
    let mut link = Link { socket: BufReader::new(socket), version: MAX_VERSION };
    let stream = link.open(cookie.unwrap_or_default())?;
    // Paused servers ask for nothing for hours, and that is no failure.
    link.socket.get_ref().set_read_timeout(None)?;
    let kept = stream.buffer_attr.target_length / SAMPLE_BYTES * 1000 / SAMPLES_PER_SECOND;
    tracing::info!("sounds are played, {kept} ms ahead");
    link.serve(stream.channel, stream.requested_bytes, source)
}

/// A line to the server.
struct Link {
    socket: BufReader<UnixStream>,
    version: u16,
}

impl Link {
    /// Introduces the game and opens its stream.
    fn open(&mut self, cookie: Vec<u8>) -> Result<CreatePlaybackStreamReply, PulseError> {
        let auth = AuthParams { version: MAX_VERSION, supports_shm: false, supports_memfd: false, cookie };
        let auth: AuthReply = self.ask(0, &Command::Auth(auth))?;
        self.version = self.version.min(auth.version);
        let mut name = Props::new();
        name.set(Prop::ApplicationName, c"Roundtable");
        let _: SetClientNameReply = self.ask(1, &Command::SetClientName(name))?;
        self.ask(2, &Command::CreatePlaybackStream(stream()))
    }

    /// Sends a command and waits for its answer, which comes before anything else at the beginning of a line.
    fn ask<R: CommandReply>(&mut self, number: u32, command: &Command) -> Result<R, PulseError> {
        protocol::write_command_message(self.socket.get_mut(), number, command, self.version)?;
        let message = self.message()?;
        let (_, reply) = protocol::read_reply_message(&mut message.as_slice(), self.version)?;
        Ok(reply)
    }

    /// Sends what the server asks for.
    fn serve(
        &mut self,
        channel: u32,
        requested_bytes: u32,
        mut source: impl FnMut(usize) -> Option<Vec<i16>>,
    ) -> Result<(), PulseError> {
        let mut owed = requested_bytes as usize;
        loop {
            let count = owed.min(SENT_BYTES_MAX) / SAMPLE_BYTES as usize;
            if count > 0 {
                let Some(samples) = source(count) else { return Ok(()) };
                let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
                protocol::write_memblock(self.socket.get_mut(), channel, &bytes, 0)?;
                self.socket.get_mut().flush()?;
                // More than is believed is not owed: a server that is out of its mind must not keep us busy.
                owed = if owed > SENT_BYTES_MAX { 0 } else { owed - bytes.len() };
            }
            let message = self.message()?;
            match Command::read_tag_prefixed(&mut message.get(DESCRIPTOR_SIZE..).unwrap_or_default(), self.version) {
                Ok((_, Command::Request(Request { channel: of, length }))) if of == channel => {
                    owed = owed.saturating_add(length as usize);
                }
                Ok((_, Command::PlaybackStreamKilled(of))) if of == channel => return Err(PulseError::Ended),
                // Started, moved, suspended, ran dry, or something newer than this program: the stream goes on.
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// The next whole message with its header; one that is not understood leaves nothing behind.
    fn message(&mut self) -> Result<Vec<u8>, PulseError> {
        let mut message = vec![0; DESCRIPTOR_SIZE];
        self.socket.read_exact(&mut message).map_err(broken)?;
        let length = protocol::read_descriptor(&mut message.as_slice())?.length as usize;
        if length > MESSAGE_BYTES_MAX {
            return Err(PulseError::TooLong(length));
        }
        message.resize(DESCRIPTOR_SIZE + length, 0);
        self.socket.read_exact(&mut message[DESCRIPTOR_SIZE..]).map_err(broken)?;
        Ok(message)
    }
}

/// A server that hangs up says so by an end of its bytes.
fn broken(wrong: io::Error) -> PulseError {
    match wrong.kind() {
        io::ErrorKind::UnexpectedEof => PulseError::Ended,
        _ => PulseError::Socket(wrong),
    }
}

/// The stream we ask for: how loud, and where it is heard, stays as the player set it for the game in his desktop.
fn stream() -> PlaybackStreamParams {
    let bytes = |ms: u32| SAMPLES_PER_SECOND * ms / 1000 * SAMPLE_BYTES;
    let mut props = Props::new();
    props.set(Prop::MediaName, c"Roundtable");
    props.set(Prop::MediaRole, c"game");
    PlaybackStreamParams {
        sample_spec: SampleSpec { format: SampleFormat::S16Le, channels: 1, sample_rate: SAMPLES_PER_SECOND },
        channel_map: ChannelMap::mono(),
        buffer_attr: BufferAttr {
            target_length: bytes(AHEAD_MS),
            minimum_request_length: bytes(ASK_MS),
            ..BufferAttr::default()
        },
        flags: StreamFlags { adjust_latency: true, ..StreamFlags::default() },
        props,
        ..PlaybackStreamParams::default()
    }
}
