import type { Messages } from "../locales.ts";

export const questions: Messages["questions"] = {
  title: "Fragen und Antworten",
  none: "Dazu hat noch niemand gefragt.",
  ask: "Frage stellen",
  askAbout: (name) => `Frage zu ${name}`,
  answerThis: "Diese Frage beantworten",
  answers: "Antworten",
  noAnswers: "Noch keine Antwort.",
  moreAnswers: (count) => (count === 1 ? "1 weitere Antwort anzeigen" : `${count} weitere Antworten anzeigen`),
  seller: "Shop",
  more: "Mehr Fragen anzeigen",
  yourQuestion: "Ihre Frage",
  yourAnswer: "Ihre Antwort",
  submit: "Senden",
  sending: "Wird gesendet …",
  asked: "Danke. Ihre Frage ist online.",
  answered: "Danke. Ihre Antwort ist online.",
  missingBody: "Bitte schreiben Sie etwas.",
};
