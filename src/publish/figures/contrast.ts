/** Relative luminance of a colour #RRGGBB, as WCAG 2.2 defines it: 0 black, 1 white. */
export function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const part = Number.parseInt(colour.slice(place, place + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : Math.exp(2.4 * Math.log((part + 0.055) / 1.055));
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours (WCAG 2.2): 1 the same, 21 black on white. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The one of two inks that is read more easily on a ground. */
export function inkOn(ground: string, ink: string): string {
  return contrast(ground, ink) >= contrast(ground, '#FFFFFF') ? ink : '#FFFFFF';
}
