/** What is wrong with changes of pages: by the English sentence, with `{0}`, `{1}` … for what it is about. */
export const changesInItalian: Readonly<Record<string, string>> = {
  "To browsers, nothing in <{0}> is an element of the page.":
    "Per i browser niente di ciò che sta in <{0}> è un elemento della pagina.",
  "To browsers, nothing in <template> is an element of the page.":
    "Per i browser niente di ciò che sta in <template> è un elemento della pagina.",
  "There is no page without its <{0}>: it cannot be removed, replaced, hidden or moved.":
    "Senza il suo <{0}> non c’è pagina: non si può togliere, sostituire, nascondere o spostare.",
  "Nothing stands beside <{0}> on a page; put it at the start or the end of <body>.":
    "In una pagina niente sta accanto a <{0}>; mettilo all’inizio o alla fine di <body>.",
  "A page needs what is in its <{0}>.": "Una pagina ha bisogno di quello che sta nel suo <{0}>.",
  "What is in <{0}> is no text that anybody reads; it cannot be written.":
    "Quello che sta in <{0}> non è un testo che qualcuno legge; non si può scrivere.",
  "<{0}> shows no picture of its own; name the <img>.":
    "<{0}> non mostra un’immagine sua; indica l’elemento <img>.",
  "<{0}> is no link; name the <a>.": "<{0}> non è un link; indica l’elemento <a>.",
  "browsers drop <{0}> anywhere but in the element that it is a part of, and the selector does not say that this is one. Name it, as in tbody.prices.":
    "i browser scartano <{0}> ovunque tranne che nell’elemento di cui fa parte, e il selettore non dice se questo lo è. Nominalo, come in tbody.prices.",
  "A change's type is setText, setHtml, setAttribute, setClass, setStyle, setImage, setLink, insertHtml, replaceHtml, remove, hide, move, insertOffer, addStyles or redirect.":
    "Il tipo di una modifica è setText, setHtml, setAttribute, setClass, setStyle, setImage, setLink, insertHtml, replaceHtml, remove, hide, move, insertOffer, addStyles o redirect.",

  "An attribute's name is text.": "Il nome di un attributo è un testo.",
  "An attribute's name is letters, digits and hyphens.":
    "Il nome di un attributo è fatto di lettere, cifre e trattini.",
  "This attribute can run code or hide a style; it cannot be set.":
    "Questo attributo può eseguire codice o nascondere uno stile; non si può impostare.",
  "An address is a path such as /image.jpg, or starts with https:// or http://.":
    "Un indirizzo è un percorso come /image.jpg, oppure inizia con https:// o http://.",
  "The value is text.": "Il valore è un testo.",
  "A value has at most 2,000 characters.": "Un valore ha al massimo 2.000 caratteri.",
  "An address is text.": "Un indirizzo è un testo.",
  "An address has at most 2,000 characters.": "Un indirizzo ha al massimo 2.000 caratteri.",
  "Sources are text.": "Le immagini in altre dimensioni sono un testo.",
  "Sources have at most 5,000 characters.":
    "Le immagini in altre dimensioni hanno al massimo 5.000 caratteri.",
  "Sources are addresses, each with its width or density, joined by a comma and a space: /a.jpg 400w, /b.jpg 800w.":
    "Le immagini in altre dimensioni sono indirizzi, ciascuno con la sua larghezza o densità, separati da virgola e spazio: /a.jpg 400w, /b.jpg 800w.",

  "The HTML is text.": "L’HTML è un testo.",
  "HTML has at most 50,000 characters.": "L’HTML ha al massimo 50.000 caratteri.",
  "HTML with a script or a style is written in ASCII; escape other characters, as in \\u00e9.":
    "L’HTML con uno script o uno stile si scrive in ASCII; scrivi gli altri caratteri come \\u00e9.",
  "The text is text.": "Il testo è un testo.",
  "A text has at most 5,000 characters.": "Un testo ha al massimo 5.000 caratteri.",

  "An address has no spaces, backslashes or control characters in it.":
    "Un indirizzo non contiene spazi, barre rovesciate o caratteri di controllo.",
  "A redirect leads to a path on the shop, such as /new, or to an address that starts with https://.":
    "Un reindirizzamento porta a un percorso del negozio, come /new, o a un indirizzo che inizia con https://.",
  "This is not an address.": "Questo non è un indirizzo.",
  "A path starts with one slash; another host is written with https://.":
    "Un percorso inizia con una sola barra; un altro host si scrive con https://.",
  "An address holds no user name and no password.": "Un indirizzo non contiene né nome utente né password.",
  "An address is needed.": "Serve un indirizzo.",

  "A class is text.": "Una classe è un testo.",
  "A class has at most 100 characters.": "Una classe ha al massimo 100 caratteri.",
  "A class is ASCII letters, digits and signs, without a space.":
    "Una classe è fatta di lettere ASCII, cifre e segni, senza spazi.",
  "A class has no quotes, and no &, < or >.": "Una classe non ha virgolette, né &, < o >.",
  "Classes are a list.": "Le classi sono una lista.",
  "A change has at most 20 classes.": "Una modifica ha al massimo 20 classi.",
  "A class to add or to remove is needed.": "Serve una classe da aggiungere o da togliere.",
  "A class is added or removed, not both.": "Una classe si aggiunge o si toglie, non tutte e due le cose.",
  "A property is text.": "Una proprietà è un testo.",
  "A property has at most 100 characters.": "Una proprietà ha al massimo 100 caratteri.",
  "A property is a name of CSS, such as background-color or --accent.":
    "Una proprietà è un nome di CSS, come background-color o --accent.",
  "A value is needed.": "Serve un valore.",
  "A value has at most 500 characters.": "Un valore ha al massimo 500 caratteri.",
  "A value of CSS has none of ; { } < > @ ! and \\ in it.": "Un valore CSS non contiene ; { } < > @ ! e \\.",
  "Quotes and brackets are closed, without a comment.": "Virgolette e parentesi si chiudono, senza commenti.",
  "This function cannot be used here.": "Qui questa funzione non si può usare.",
  "An address in url() is a path such as /image.jpg, or starts with https:// or http://.":
    "Un indirizzo in url() è un percorso come /image.jpg, oppure inizia con https:// o http://.",
  "A style is important (true) or not (false).": "Uno stile è importante (true) o no (false).",
  "The CSS is text.": "Il CSS è un testo.",
  "CSS is needed.": "Serve del CSS.",
  "CSS has at most 50,000 characters.": "Il CSS ha al massimo 50.000 caratteri.",
  "CSS is written in ASCII; escape other characters, as in \\e9.":
    "Il CSS si scrive in ASCII; scrivi gli altri caratteri come \\e9.",
  "CSS cannot hold the end of its own element.": "Il CSS non può contenere la fine del suo stesso elemento.",

  "<{0}> holds nothing; nothing can be put into it.":
    "<{0}> non contiene niente; non ci si può mettere niente.",
  "<{0}> holds text alone, in which tags are no tags.":
    "<{0}> contiene solo testo, in cui i tag non sono tag.",
  "</{0}> closes nothing here; on the page, it could close an element of the shop's.":
    "</{0}> qui non chiude niente; sulla pagina potrebbe chiudere un elemento del negozio.",
  "{0}, so it would take in what follows on the page.":
    "{0+}, quindi si prenderebbe quello che segue sulla pagina.",
  "{0}: browsers would drop it or put it elsewhere.":
    "{0+}: i browser lo scarterebbero o lo metterebbero altrove.",
  "<{0}> cannot stand in <{1}>: in browsers it ends the one around it.":
    "<{0}> non può stare in <{1}>: nei browser chiude quello che lo contiene.",
  "<{0}> cannot stand in <{1}>": "<{0}> non può stare in <{1}>",
  "<{0}> is not closed where the element around it ends":
    "<{0}> non è chiuso dove finisce l’elemento che lo contiene",
  "<{0}> is not closed": "<{0}> non è chiuso",
  "Text cannot stand in <{0}> by itself": "Un testo non può stare da solo in <{0}>",
  "<{0}> cannot stand in a drawing or a formula": "<{0}> non può stare in un disegno o in una formula",
  "A page has its own <{0}>; another cannot stand in it":
    "Una pagina ha già il suo <{0}>; un altro non ci può stare",
  "At most {0} elements can stand in one another here":
    "Qui possono stare uno dentro l’altro al massimo {0} elementi",
  "The tag <{0}{1} has no end": "Il tag <{0}{1} non ha fine",
  "A comment has no end": "Un commento non ha fine",
  "A tag has no end": "Un tag non ha fine",

  "A selector is text.": "Un selettore è un testo.",
  "A selector is needed.": "Serve un selettore.",
  "A selector has at most 500 characters.": "Un selettore ha al massimo 500 caratteri.",
  "This selector is malformed, or asks for what comes later on the page, as :last-child and :has() do; use an id, a class, an attribute or a parent > child path.":
    "Questo selettore è scritto male, o chiede di quello che viene dopo sulla pagina, come :last-child e :has(); usa un id, una classe, un attributo o un percorso genitore > figlio.",
  "A position is before, after, start or end.": "Un posto è before, after, start o end.",
};
