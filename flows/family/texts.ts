import { text, type Text } from '../engine/text.js';

/** Lessons for family members, by the name that the programme gives them. */
export const familyLessons = ['family-1', 'family-2', 'family-3', 'family-4', 'family-5'] as const;

/** One lesson with the help line. `number` is the street's own. */
export function lessonParagraphs(lesson: string, number: string): readonly Text[] {
  return [
    text(`family:lesson.${lesson}.why`),
    text(`family:lesson.${lesson}.how`),
    text('family:lesson.help', { number }),
  ];
}
