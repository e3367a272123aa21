namespace Jumpgate.Emulator.Worlds;

/// <summary>Given and family names of many scripts, each with the Latin letters that user names are made of.</summary>
internal static class Names
{
    public static readonly (string Text, string Latin)[] Given = Parse("""
        Ana|Amira|Aaron|Aiko|Alba|Alexei|Alice|Amina|Anders|Anita|Arjun|Astrid|Ayşe:ayse|Bao|Beatriz|Ben|Björn:bjorn|Brigid|Camila|Carlos
        Chidi|Chloé:chloe|Clara|Dao|Dariusz|Deepa|Diego|Dina|Dmitri|Eleni|Elif|Emil|Emma|Enzo|Esther|Ewa|Fatima|Felix|Fiona|Freya
        Gabriel|Georg|Giulia|Grace|Hana|Hassan|Helena|Hiro|Ibrahim|Ines|Ingrid|Isaac|Ivana|Jakub|James|Jasmin|Jin|João:joao|Jonas|Julia
        Kaito|Kamala|Karim|Katarzyna|Kofi|Lars|Laura|Leila|Liam|Lucía:lucia|Łukasz:lukasz|Mai|Marek|Maria|Mateo|Maya|Mei|Miguel|Mila|Mohammed
        Nadia|Naoki|Nia|Noah|Nora|Olga|Oliver|Omar|Oscar|Paula|Pavel|Priya|Rachel|Rafael|Rania|Ravi|Renée:renee|Rosa|Ruth|Samir
        Sanne|Sara|Sean|Sofia|Søren:soren|Tamar|Tariq|Teresa|Thomas|Uma|Valeria|Viktor|Wei|Yara|Yusuf|Zoë:zoe|Мария:mariya|山田:yamada|美咲:misaki|Ольга:olha
        """);

    public static readonly (string Text, string Latin)[] Family = Parse("""
        Ruiz|Adeyemi|Ahmed|Almeida|Andersson|Bakker|Banerjee|Baptiste|Becker|Bergström:bergstrom|Bianchi|Brown|Bruun|Carter|Castro|Chen|Clarke|Cohen|Costa|Cruz
        Dahl|Davies|Delgado|Diallo|Dimitrov|Dubois|Dvořák:dvorak|Eriksen|Evans|Farah|Ferrari|Fischer|Flores|Fontaine|Garcia|Gómez:gomez|Gonzalez|Green|Gupta|Haddad
        Hansen|Hayashi|Hernandez|Hoffmann|Hughes|Hussain|Ibarra|Ito|Ivanov|Iyer|Jackson|Jansen|Jensen|Johnson|Jones|Kaplan|Karlsson|Kaya|Khan|Kim
        Klein|Kovács:kovacs|Kowalska|Kumar|Lange|Laurent|Lee|Lehtonen|Lewis|Lin|Lopez|Lund|MacDonald|Mahmoud|Martin|Mbeki|Mendes|Meyer|Miller|Molina
        Moreau|Müller:mueller|Murphy|Nakamura|Nguyen|Nielsen|Novak|Nowak|Nuñez:nunez|O'Brien:obrien|Okafor|Olsen|Ortega|Osei|Park|Patel|Pereira|Petrov|Popescu|Rahman
        Reyes|Ricci|Robinson|Rossi|Saito|Santos|Sato|Schmidt|Schneider|Sharma|Silva|Singh|Smith|Sørensen:sorensen|Suzuki|Tanaka|Taylor|Thompson|Tran|Turner
        Van Dijk:vandijk|Vargas|Vasquez|Walker|Wang|Weber|White|Williams|Wilson|Wójcik:wojcik|Wright|Wu|Yamamoto|Yılmaz:yilmaz|Young|Zhang|Zimmermann|Петрова:petrova|田中:tanaka-ryu|Ζαχαρίας:zacharias
        """);

    private static (string Text, string Latin)[] Parse(string names)
        => [.. names.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name.Split(':'))
            .Select(parts => (parts[0], parts.Length > 1 ? parts[1] : parts[0].ToLowerInvariant()))];
}
