//! The list of embedded sprite files: a picture is on the shelf when its name is here.

macro_rules! shelf {
    ($($name:ident)*) => {
        &[$((stringify!($name), include_str!(concat!("../../assets/sprites/", stringify!($name), ".txt")))),*]
    };
}

/// Every sprite file's name and text.
pub(super) const FILES: &[(&str, &str)] = shelf! {
    unknown window
};
