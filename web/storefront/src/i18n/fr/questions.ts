import type { Messages } from "../locales.ts";

export const questions: Messages["questions"] = {
  title: "Questions et réponses",
  none: "Personne n’a encore posé de question.",
  ask: "Poser une question",
  askAbout: (name) => `Question sur ${name}`,
  answerThis: "Répondre à cette question",
  answers: "Réponses",
  noAnswers: "Pas encore de réponse.",
  moreAnswers: (count) => (count === 1 ? "Afficher 1 autre réponse" : `Afficher ${count} autres réponses`),
  seller: "Boutique",
  more: "Afficher plus de questions",
  yourQuestion: "Votre question",
  yourAnswer: "Votre réponse",
  submit: "Envoyer",
  sending: "Envoi…",
  asked: "Merci. Votre question est en ligne.",
  answered: "Merci. Votre réponse est en ligne.",
  missingBody: "Veuillez écrire quelque chose.",
};
