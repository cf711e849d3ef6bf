//! A canvas as the bytes of a PNG file.

use super::{Canvas, HEIGHT, Ink, Palette, WIDTH};

/// The picture as a PNG file, every pixel a square of side `scale` (1 to 16).
pub fn png(canvas: &Canvas, scale: u8) -> Vec<u8> {
    let rows: Vec<&[Ink]> = canvas.pixels().chunks(WIDTH as usize).collect();
    sheet(&rows, canvas.palette(), scale)
}

/// Any rows of pixels, all of one length, as a PNG file: sprite sheets, tile sets, golden frames.
pub fn sheet(rows: &[&[Ink]], palette: &Palette, scale: u8) -> Vec<u8> {
    let side = usize::from(scale.clamp(1, 16));
    let width = rows.first().map_or(0, |row| row.len());
    assert!(width > 0 && rows.iter().all(|row| row.len() == width), "a picture has equal rows");
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, (width * side) as u32, (rows.len() * side) as u32);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(Ink::all().flat_map(|ink| palette.rgb(ink)).collect::<Vec<u8>>());
    let mut enlarged = Vec::with_capacity(width * rows.len() * side * side);
    for row in rows {
        for _ in 0..side {
            enlarged.extend(row.iter().flat_map(|ink| std::iter::repeat_n(ink.byte(), side)));
        }
    }
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&enlarged));
    assert!(written.is_ok(), "a picture in memory is always written: {written:?}");
    bytes
}

/// The canvas of a PNG file that [`png()`] wrote at scale 1. None when it is anything else. For golden frames.
pub fn read_png(bytes: &[u8]) -> Option<Vec<Ink>> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().ok()?;
    let about = reader.info();
    if (about.width, about.height) != (WIDTH as u32, HEIGHT as u32) || about.color_type != png::ColorType::Indexed {
        return None;
    }
    let mut pixels = vec![0; reader.output_buffer_size().filter(|size| *size == (WIDTH * HEIGHT) as usize)?];
    reader.next_frame(&mut pixels).ok()?;
    pixels.into_iter().map(Ink::numbered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::Area;

    #[test]
    fn a_png_decodes_to_the_same_pixels() {
        let mut canvas = Canvas::new();
        for ink in Ink::all() {
            canvas.fill(Area::new(ink.index() as i32 * 16, ink.index() as i32 * 15, 20, 20), ink);
        }
        let bytes = png(&canvas, 1);
        assert_eq!(read_png(&bytes).as_deref(), Some(canvas.pixels()));
        assert_eq!(read_png(&png(&canvas, 2)), None, "twice the size is another picture");
        assert_eq!(read_png(&bytes[..bytes.len() / 2]), None, "half a file is no picture");
        assert_eq!(read_png(b"not a picture"), None);
    }
}
