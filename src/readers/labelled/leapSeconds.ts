/** The days (UTC) after whose end a leap second was put in, as the IERS announced them in Bulletin C; none since 2016. */
const DAYS = [
  '1972-06-30',
  '1972-12-31',
  '1973-12-31',
  '1974-12-31',
  '1975-12-31',
  '1976-12-31',
  '1977-12-31',
  '1978-12-31',
  '1979-12-31',
  '1981-06-30',
  '1982-06-30',
  '1983-06-30',
  '1985-06-30',
  '1987-12-31',
  '1989-12-31',
  '1990-12-31',
  '1992-06-30',
  '1993-06-30',
  '1994-06-30',
  '1995-12-31',
  '1997-06-30',
  '1998-12-31',
  '2005-12-31',
  '2008-12-31',
  '2012-06-30',
  '2015-06-30',
  '2016-12-31',
];

/** Midnights after those days, in milliseconds since 1970-01-01 that count the leap seconds before and at them. */
const COUNTED = DAYS.map((day, k) => Date.parse(`${day}T00:00:00Z`) + 86_400_000 + 1000 * (k + 1));

/**
 * Milliseconds since 1970-01-01 with leap seconds counted (Stata's %tC) as those without (%tc). A leap second itself becomes the
 * first second of the next day.
 */
export function withoutLeapSeconds(milliseconds: number): number {
  let passed = 0;
  while (passed < COUNTED.length && milliseconds >= COUNTED[passed]!) passed += 1;
  return milliseconds - 1000 * passed;
}
