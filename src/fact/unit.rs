//! Units of measure: what they measure, and by which factor.

use super::words::{Folded, WordList};

/// What a value measures. Only values of one dimension are ever compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// How many of something.
    Count,
    /// Money of one currency.
    Money(Currency),
    /// Hundredths of something.
    Percent,
    /// Differences of percentages.
    Points,
    /// How many times as much.
    Times,
    /// A part of something: "two-thirds".
    Fraction,
    /// Metres.
    Length,
    /// Kilograms.
    Mass,
    /// Seconds.
    Time,
    /// Days on which people work.
    BusinessDays,
    /// Years of a life.
    Age,
    /// Square metres.
    Area,
    /// Litres.
    Volume,
    /// Metres a second.
    Speed,
    /// Kelvin.
    Temperature,
    /// Watts.
    Power,
    /// Joules.
    Energy,
    /// Pascals.
    Pressure,
    /// Hertz.
    Frequency,
    /// Newton metres, of what turns.
    Torque,
    /// Volts.
    Voltage,
    /// Ampere hours.
    Charge,
    /// Lumens.
    Light,
    /// Turns a minute.
    Turns,
    /// Bytes.
    Data,
    /// Bits.
    Bits,
    /// Bits a second.
    Bitrate,
}

/// A currency, by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(pub [u8; 3]);

impl Currency {
    /// Its ISO 4217 code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// How many base units of its dimension it is.
    pub factor: f64,
    /// Its zero in base units; not 0 for temperatures alone.
    pub zero: f64,
}

impl Unit {
    /// The unit of counted things.
    pub const COUNT: Self = Self::new(Dimension::Count, 1.0);
    /// Hundredths.
    pub const PERCENT: Self = Self::new(Dimension::Percent, 1.0);

    /// A unit whose zero is that of its dimension.
    #[must_use]
    pub const fn new(dimension: Dimension, factor: f64) -> Self {
        Self { dimension, factor, zero: 0.0 }
    }

    /// Money.
    #[must_use]
    pub const fn money(code: [u8; 3]) -> Self {
        Self::new(Dimension::Money(Currency(code)), 1.0)
    }

    /// A value of this unit in base units.
    #[must_use]
    pub fn base(&self, value: f64) -> f64 {
        value.mul_add(self.factor, self.zero)
    }
}

/// The year of the calendar, in seconds.
pub const YEAR: f64 = 365.25 * DAY;
/// A twelfth of [`YEAR`].
pub const MONTH: f64 = YEAR / 12.0;
/// Seconds of a day.
pub const DAY: f64 = 86_400.0;

/// The unit of a word or of several, written as in running text. Case counts where it changes the meaning (`mW`, `MW`).
#[must_use]
pub fn unit(words: &str) -> Option<Unit> {
    use Dimension as D;
    let at = |dimension, factor| Some(Unit::new(dimension, factor));
    // Signs first: their case counts.
    let found = match words {
        "%" => return Some(Unit::PERCENT),
        "×" | "x" | "X" => at(D::Times, 1.0),
        "mm" => at(D::Length, 1e-3),
        "cm" => at(D::Length, 1e-2),
        "m" => at(D::Length, 1.0),
        "km" => at(D::Length, 1e3),
        "in" | "″" => at(D::Length, 0.0254),
        "ft" | "′" => at(D::Length, 0.3048),
        "yd" => at(D::Length, 0.9144),
        "mi" => at(D::Length, 1609.344),
        "mg" => at(D::Mass, 1e-6),
        "g" => at(D::Mass, 1e-3),
        "kg" | "kgs" => at(D::Mass, 1.0),
        "oz" => at(D::Mass, 0.028_349_523),
        "lb" | "lbs" => at(D::Mass, 0.453_592_37),
        "ns" => at(D::Time, 1e-9),
        "µs" | "μs" | "us" => at(D::Time, 1e-6),
        "ms" => at(D::Time, 1e-3),
        "s" | "sec" | "secs" => at(D::Time, 1.0),
        "min" | "mins" => at(D::Time, 60.0),
        "h" | "hr" | "hrs" => at(D::Time, 3600.0),
        "yr" | "yrs" => at(D::Time, YEAR),
        "m²" | "m2" | "sqm" => at(D::Area, 1.0),
        "km²" | "km2" => at(D::Area, 1e6),
        "ha" => at(D::Area, 1e4),
        "ft²" | "sqft" => at(D::Area, 0.092_903_04),
        "ml" | "mL" => at(D::Volume, 1e-3),
        "cl" | "cL" => at(D::Volume, 1e-2),
        "l" | "L" => at(D::Volume, 1.0),
        "m³" | "m3" => at(D::Volume, 1e3),
        "mph" => at(D::Speed, 0.447_04),
        "km/h" | "kmh" | "kph" => at(D::Speed, 1.0 / 3.6),
        "m/s" => at(D::Speed, 1.0),
        "°C" | "℃" => Some(Unit { dimension: D::Temperature, factor: 1.0, zero: 273.15 }),
        "°F" | "℉" => Some(Unit { dimension: D::Temperature, factor: 5.0 / 9.0, zero: 459.67 * 5.0 / 9.0 }),
        "K" => None,
        "mW" => at(D::Power, 1e-3),
        "W" => at(D::Power, 1.0),
        "kW" => at(D::Power, 1e3),
        "MW" => at(D::Power, 1e6),
        "GW" => at(D::Power, 1e9),
        "TW" => at(D::Power, 1e12),
        "hp" => at(D::Power, 745.7),
        "J" => at(D::Energy, 1.0),
        "kJ" => at(D::Energy, 1e3),
        "Wh" => at(D::Energy, 3.6e3),
        "kWh" => at(D::Energy, 3.6e6),
        "MWh" => at(D::Energy, 3.6e9),
        "GWh" => at(D::Energy, 3.6e12),
        "TWh" => at(D::Energy, 3.6e15),
        "kcal" => at(D::Energy, 4184.0),
        "Pa" => at(D::Pressure, 1.0),
        "hPa" => at(D::Pressure, 1e2),
        "kPa" => at(D::Pressure, 1e3),
        "MPa" => at(D::Pressure, 1e6),
        "bar" => at(D::Pressure, 1e5),
        "psi" => at(D::Pressure, 6894.757),
        "Hz" => at(D::Frequency, 1.0),
        "kHz" => at(D::Frequency, 1e3),
        "MHz" => at(D::Frequency, 1e6),
        "GHz" => at(D::Frequency, 1e9),
        "Nm" => at(D::Torque, 1.0),
        "V" => at(D::Voltage, 1.0),
        "kV" => at(D::Voltage, 1e3),
        "Ah" => at(D::Charge, 1.0),
        "mAh" => at(D::Charge, 1e-3),
        "lm" => at(D::Light, 1.0),
        "rpm" | "RPM" => at(D::Turns, 1.0),
        "kB" | "KB" | "KiB" => at(D::Data, 1e3),
        "MB" | "MiB" => at(D::Data, 1e6),
        "GB" | "GiB" => at(D::Data, 1e9),
        "TB" | "TiB" => at(D::Data, 1e12),
        "PB" | "PiB" => at(D::Data, 1e15),
        "kbit" | "Kbit" | "kb" | "Kb" => at(D::Bits, 1e3),
        "Mbit" | "Mb" => at(D::Bits, 1e6),
        "Gbit" | "Gb" => at(D::Bits, 1e9),
        "kbps" | "Kbps" => at(D::Bitrate, 1e3),
        "Mbps" => at(D::Bitrate, 1e6),
        "Gbps" => at(D::Bitrate, 1e9),
        _ => None,
    };
    found.or_else(|| word(Folded::of(words).as_str()))
}

/// Whether a unit of several words may begin with a word: "square" of "square feet".
#[must_use]
pub(super) fn begins_several_words(word: &str) -> bool {
    const FIRST: &WordList = &WordList::of([
        "basis",
        "business",
        "cubic",
        "degrees",
        "fl",
        "fluid",
        "kilometers",
        "kilometres",
        "kilowatt",
        "megawatt",
        "metric",
        "miles",
        "nautical",
        "newton",
        "per",
        "percentage",
        "sq",
        "square",
        "working",
        "years",
    ]);
    FIRST.has(word)
}

/// The unit of a word in full, in lower case; plural or not.
fn word(words: &str) -> Option<Unit> {
    use Dimension as D;
    let at = |dimension, factor| Some(Unit::new(dimension, factor));
    match words {
        "percent" | "per cent" | "pct" => Some(Unit::PERCENT),
        "percentage point" | "percentage points" | "pp" => at(D::Points, 1.0),
        "basis point" | "basis points" | "bps" => at(D::Points, 0.01),
        "times" | "fold" => at(D::Times, 1.0),
        "millimeter" | "millimeters" | "millimetre" | "millimetres" => at(D::Length, 1e-3),
        "centimeter" | "centimeters" | "centimetre" | "centimetres" => at(D::Length, 1e-2),
        "meter" | "meters" | "metre" | "metres" => at(D::Length, 1.0),
        "kilometer" | "kilometers" | "kilometre" | "kilometres" => at(D::Length, 1e3),
        "inch" | "inches" => at(D::Length, 0.0254),
        "foot" | "feet" => at(D::Length, 0.3048),
        "yard" | "yards" => at(D::Length, 0.9144),
        "mile" | "miles" => at(D::Length, 1609.344),
        "nautical mile" | "nautical miles" => at(D::Length, 1852.0),
        "milligram" | "milligrams" => at(D::Mass, 1e-6),
        "gram" | "grams" | "gramme" | "grammes" => at(D::Mass, 1e-3),
        "kilogram" | "kilograms" | "kilo" | "kilos" => at(D::Mass, 1.0),
        "tonne" | "tonnes" | "metric ton" | "metric tons" => at(D::Mass, 1e3),
        "ton" | "tons" => at(D::Mass, 907.184_74),
        "ounce" | "ounces" => at(D::Mass, 0.028_349_523),
        "pound" | "pounds" => at(D::Mass, 0.453_592_37),
        "stone" => at(D::Mass, 6.350_293),
        "nanosecond" | "nanoseconds" => at(D::Time, 1e-9),
        "microsecond" | "microseconds" => at(D::Time, 1e-6),
        "millisecond" | "milliseconds" | "msec" => at(D::Time, 1e-3),
        "second" | "seconds" => at(D::Time, 1.0),
        "minute" | "minutes" => at(D::Time, 60.0),
        "hour" | "hours" => at(D::Time, 3600.0),
        "day" | "days" => at(D::Time, DAY),
        "week" | "weeks" => at(D::Time, 7.0 * DAY),
        "fortnight" | "fortnights" => at(D::Time, 14.0 * DAY),
        "month" | "months" => at(D::Time, MONTH),
        "year" | "years" => at(D::Time, YEAR),
        "decade" | "decades" => at(D::Time, 10.0 * YEAR),
        "century" | "centuries" => at(D::Time, 100.0 * YEAR),
        "business day" | "business days" | "working day" | "working days" | "workday" | "workdays" => at(D::BusinessDays, 1.0),
        "years old" | "years of age" => at(D::Age, 1.0),
        "square meter" | "square meters" | "square metre" | "square metres" => at(D::Area, 1.0),
        "square kilometer" | "square kilometers" | "square kilometre" | "square kilometres" => at(D::Area, 1e6),
        "square foot" | "square feet" | "sq ft" => at(D::Area, 0.092_903_04),
        "square mile" | "square miles" => at(D::Area, 2_589_988.11),
        "square yard" | "square yards" => at(D::Area, 0.836_127),
        "hectare" | "hectares" => at(D::Area, 1e4),
        "acre" | "acres" => at(D::Area, 4046.856),
        "milliliter" | "milliliters" | "millilitre" | "millilitres" => at(D::Volume, 1e-3),
        "liter" | "liters" | "litre" | "litres" => at(D::Volume, 1.0),
        "cubic meter" | "cubic meters" | "cubic metre" | "cubic metres" => at(D::Volume, 1e3),
        "cubic foot" | "cubic feet" => at(D::Volume, 28.316_847),
        "gallon" | "gallons" => at(D::Volume, 3.785_412),
        "quart" | "quarts" => at(D::Volume, 0.946_353),
        "pint" | "pints" => at(D::Volume, 0.473_176),
        "cup" | "cups" => at(D::Volume, 0.236_588),
        "tablespoon" | "tablespoons" | "tbsp" => at(D::Volume, 0.014_787),
        "teaspoon" | "teaspoons" | "tsp" => at(D::Volume, 0.004_929),
        "fluid ounce" | "fluid ounces" | "fl oz" => at(D::Volume, 0.029_574),
        "miles per hour" | "miles an hour" => at(D::Speed, 0.447_04),
        "kilometers per hour" | "kilometres per hour" | "kilometers an hour" | "kilometres an hour" => at(D::Speed, 1.0 / 3.6),
        "knot" | "knots" => at(D::Speed, 0.514_444),
        "degrees celsius" | "degrees c" | "celsius" => Some(Unit { dimension: D::Temperature, factor: 1.0, zero: 273.15 }),
        "degrees fahrenheit" | "degrees f" | "fahrenheit" => {
            Some(Unit { dimension: D::Temperature, factor: 5.0 / 9.0, zero: 459.67 * 5.0 / 9.0 })
        }
        "kelvin" => at(D::Temperature, 1.0),
        "watt" | "watts" => at(D::Power, 1.0),
        "kilowatt" | "kilowatts" => at(D::Power, 1e3),
        "megawatt" | "megawatts" => at(D::Power, 1e6),
        "gigawatt" | "gigawatts" => at(D::Power, 1e9),
        "horsepower" => at(D::Power, 745.7),
        "joule" | "joules" => at(D::Energy, 1.0),
        "kilowatt hours" | "kilowatt hour" => at(D::Energy, 3.6e6),
        "megawatt hours" | "megawatt hour" => at(D::Energy, 3.6e9),
        "calorie" | "calories" => at(D::Energy, 4184.0),
        "byte" | "bytes" => at(D::Data, 1.0),
        "kilobyte" | "kilobytes" => at(D::Data, 1e3),
        "megabyte" | "megabytes" | "meg" | "megs" => at(D::Data, 1e6),
        "gigabyte" | "gigabytes" | "gig" | "gigs" => at(D::Data, 1e9),
        "terabyte" | "terabytes" => at(D::Data, 1e12),
        "petabyte" | "petabytes" => at(D::Data, 1e15),
        "bit" | "bits" => at(D::Bits, 1.0),
        "kilobits" | "kilobit" => at(D::Bits, 1e3),
        "megabits" | "megabit" => at(D::Bits, 1e6),
        "gigabits" | "gigabit" => at(D::Bits, 1e9),
        "newton metres" | "newton meters" => at(D::Torque, 1.0),
        "volt" | "volts" => at(D::Voltage, 1.0),
        "lumen" | "lumens" => at(D::Light, 1.0),
        "hertz" => at(D::Frequency, 1.0),
        "kilohertz" => at(D::Frequency, 1e3),
        "megahertz" => at(D::Frequency, 1e6),
        "gigahertz" => at(D::Frequency, 1e9),
        _ => None,
    }
}

/// What a word or sign of a magnitude multiplies by. `tight`: it touches the digits, as single letters must.
#[must_use]
pub(super) fn magnitude(word: &str, tight: bool, money: bool) -> Option<f64> {
    match word {
        "k" | "K" if tight => Some(1e3),
        "m" | "M" if tight && money => Some(1e6),
        "b" | "B" if tight && money => Some(1e9),
        "t" | "T" if tight && money => Some(1e12),
        "M" if tight => Some(1e6),
        "mn" | "mm" | "MM" if money => Some(1e6),
        "mn" => Some(1e6),
        "bn" => Some(1e9),
        "tn" => Some(1e12),
        _ => match Folded::of(word).as_str() {
            "hundred" => Some(1e2),
            "thousand" => Some(1e3),
            "lakh" => Some(1e5),
            "million" => Some(1e6),
            "crore" => Some(1e7),
            "billion" => Some(1e9),
            "trillion" => Some(1e12),
            _ => None,
        },
    }
}

/// The currency of a sign, a prefixed dollar or a code before a number.
#[must_use]
pub(super) fn currency_before(sign: &str) -> Option<[u8; 3]> {
    Some(match sign {
        "$" | "US$" | "USD" => *b"USD",
        "€" | "EUR" => *b"EUR",
        "£" | "GBP" => *b"GBP",
        "¥" | "JPY" => *b"JPY",
        "₹" | "INR" | "Rs" => *b"INR",
        "A" | "AU" | "AUD" => *b"AUD",
        "C" | "CA" | "CAD" => *b"CAD",
        "NZ" | "NZD" => *b"NZD",
        "S" | "SGD" => *b"SGD",
        "HK" | "HKD" => *b"HKD",
        "R" | "BRL" => *b"BRL",
        "MX" | "MXN" => *b"MXN",
        "CHF" => *b"CHF",
        "₩" | "KRW" => *b"KRW",
        "₽" | "RUB" => *b"RUB",
        "₺" | "TRY" => *b"TRY",
        "CNY" | "RMB" => *b"CNY",
        "SEK" => *b"SEK",
        "NOK" => *b"NOK",
        "DKK" => *b"DKK",
        "PLN" => *b"PLN",
        "ZAR" => *b"ZAR",
        "₿" | "BTC" => *b"BTC",
        _ => return None,
    })
}

/// The currency of a code or word behind a number.
#[must_use]
pub(super) fn currency_behind(word: &str) -> Option<[u8; 3]> {
    if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return currency_before(word);
    }
    Some(match Folded::of(word).as_str() {
        "dollar" | "dollars" | "bucks" => *b"USD",
        "euro" | "euros" => *b"EUR",
        "yen" => *b"JPY",
        "rupees" | "rupee" => *b"INR",
        "francs" => *b"CHF",
        "cents" => *b"USc",
        "pence" => *b"GBp",
        _ => return None,
    })
}
