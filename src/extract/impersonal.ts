// Words that call nobody, though they stand in addresses or begin with a capital: what anybody's mailbox may be called, those who
// carry other people's mail and pages, days, months and tongues. Data; who looks words up in it is another's matter.

/** Words by which nobody is called, as tokens. */
export const impersonal: ReadonlySet<string> = new Set(`
 info news newsletter newsletters noreply reply donotreply admin administrator administration mail mails mailer email emails team teams service services contact contacts support help helpdesk
 desk office sales billing invoice invoices invoicing payment payments account accounts accounting order orders ordering shop store checkin check booking bookings reservation reservations
 notification notifications notify alert alerts update updates hello webmaster postmaster hostmaster root abuse security privacy legal press media marketing jobs career careers hr people finance
 customer customers client clients member members membership user users guest guests owner manager director president staff crew system systems server bot robot auto automatic
 reminder reminders confirm confirmation confirmations verify verification welcome survey surveys feedback form forms event events calendar meeting meetings invite invites invitation ticket tickets
 delivery deliveries shipping tracking returns bank card report reports document documents file files link links page pages site website web online internet app apps api digest list lists group groups
 rechnung rechnungen anmeldung bestellung kundenservice kontakt buchhaltung verwaltung newsletterservice facture commande boutique factura pedido cuenta contacto
 gmail googlemail google outlook hotmail live msn microsoft yahoo ymail aol icloud apple proton protonmail pm gmx mailbox posteo fastmail zoho yandex tutanota tuta hey hotmailcom orange free laposte
 comcast xfinity verizon att bellsouth sbcglobal charter spectrum cox earthlink btinternet virginmedia bluewin telekom tonline arcor freenet wanadoo sfr libero virgilio seznam rambler naver daum sina rediffmail telus shaw rogers bigpond optusnet ziggo telenet skynet sympatico uol terra
 mailchimp sendgrid mailgun amazonses ses substack medium wordpress blogspot github gitlab bitbucket slack discord telegram whatsapp signal facebook instagram twitter linkedin reddit youtube tiktok
 dropbox notion trello jira atlassian zoom teams paypal stripe amazon ebay etsy shopify eventbrite calendly doodle typeform surveymonkey docusign
 monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
 montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar maerz märz mai juni juli oktober dezember
 english german french spanish italian dutch portuguese christmas easter
 please hi dear thanks thank regards mr mrs ms miss dr prof sir madam herr frau monsieur madame señor señora
 today tomorrow yesterday tonight week month year morning home work school here there now then let company boss people everyone everybody somebody someone
 ok okay yes no pdf csv url id faq asap eta usd eur gbp chf mom dad`.split(/\s+/u).filter((word) => word !== ""));
