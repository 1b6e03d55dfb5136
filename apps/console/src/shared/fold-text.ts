/** Text for finding: without case, accents and the strokes that Unicode does not count as accents, so that "lecz" finds "Łęcz". */
export function foldText(text: string): string {
  return text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ł', 'l');
}
