// Words too common to say where a text came from: function words of the languages agents are mostly addressed in.
// A table, nothing more; it knows no grammar and is never used to decide what a sentence means.

const english =
  "a an and are as at be been but by can could did do does for from had has have he her here him his how i if in into is it its " +
  "just me my no not of on or our out she should so some such than that the their them then there these they this those to too " +
  "up us was we were what when where which who will with would you your";
const german = "als am auch auf aus bei das dass dem den der des die ein eine einem einen einer es für im ist mit nach nicht sich sie sind und von zu zum zur";
const french = "au aux avec ce ces dans de des du elle en est et il je la le les leur ne nous ou par pas pour que qui sa se son sur un une vous";
const spanish = "al con del el ella en es esta este la las lo los más no para por que se su sus un una y";

/** Lower-cased stop words. */
export const stopWords: ReadonlySet<string> = new Set([english, german, french, spanish].flatMap((words) => words.split(" ")));
