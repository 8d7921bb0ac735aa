namespace Portal.Components.Demo;

/// <summary>The tours. The scenarios that they play are those of the drawer.</summary>
internal static class DemoTours
{
    public const string NoUser = "no-user";

    private const string Home = ".";
    private const string Orders = EmulatorControlText.OrdersPage;
    private const string Rows = "main .table-region";
    private const string Problem = "main .problem";
    private const string FailedRole = "main .problem [data-check='role'][data-state='failed']";
    private const string Administrator = "main .problem [data-who='administrator']";
    private const string OrdersRole = "main [data-role='Orders.Read']";
    private const string Signature = "#AppB [data-signature]";
    private const string Compare = "main form.card button[type='submit']";

    public static IReadOnlyList<Tour> All { get; } =
    [
        new("bobs-403", "Bob’s 403 in five steps", "a missing role", "bob",
        [
            SignIn("bob", "Bob signs in", "Bob has an account, but nobody assigned him a role. The sign-in service does not mind: it signs him in."),
            new("The path of his request", "Each arrow is a token. Bob gets every token, including the one for the API.", Home, "main .chain") { As = "bob" },
            new("AppB returns 403",
                "AppB checks the token in this order. The first check that fails is the role: one is required, and Bob’s token has none.",
                Orders, FailedRole) { As = "bob", RemedyText = NoConsent("Bob") },
            new("Who can fix it", "Bob cannot. The page says who can, and writes the request to them.", Orders, Administrator)
            {
                As = "bob",
                RemedyText = NoConsent("Bob"),
            },
            new("The role is assigned",
                "Do it, and watch the page: Bob’s next token has the role, and the orders appear without another sign-in.",
                Orders, $"{Problem}, {Rows}") { As = "bob", Action = new TourAction.Play("give-role") },
        ]),
        new("erins-group", "Erin’s nested group", "a role that does not reach her", "erin",
        [
            SignIn("erin", "Erin signs in", "Dave’s group has the role, and Erin’s group is a member of Dave’s group. One could think that she has it too."),
            new("She is refused as Bob was", "Her token has no role: the sign-in service does not look into nested groups.", Orders, FailedRole)
            {
                As = "erin",
                RemedyText = NoConsent("Erin"),
            },
            new("Dave gets his orders",
                "Dave is a direct member of the group that has the role. His token has it, and AppB returns the orders.",
                Orders, Rows) { As = "dave", RemedyText = NoConsent("Dave") },
            new("What an administrator sees",
                "Carol looks up Erin’s next token before it is issued: Orders.Read is not in it, and the reason is the nested group.",
                "admin/access?user=a0000000-0000-4000-8000-000000000005", OrdersRole)
            {
                As = "carol",
                RemedyText = "The directory may only be read with Carol’s consent. Do it, and accept.",
            },
            new("Two ways to fix it",
                "Assign the role to Erin, or make her a direct member of Dave’s group. Assign shows a preview before anything changes.",
                "admin/access?user=a0000000-0000-4000-8000-000000000005", $"{OrdersRole} .button")
            {
                As = "carol",
                RemedyText = "The directory may only be read with Carol’s consent. Do it, and accept.",
            },
        ]),
        new("franks-second-factor", "Frank’s second factor", "a policy and its claims challenge", "frank",
        [
            SignIn("frank", "Frank signs in", "Frank has the role. A policy also requires a second factor of him, but only for AppB."),
            new("The exchange is refused",
                "The portal got AADSTS50076 and a claims challenge. Nothing is wrong with Frank’s role: a second factor is missing.",
                Orders, Problem) { As = "frank", Missing = Confirmed },
            new("He confirms",
                "Do it: the button passes the challenge to the sign-in page. Approve there, and you return to this page.",
                Orders, $"main .problem a[href*='consent/'], {Rows}")
            {
                As = "frank",
                Action = new TourAction.Click("main .problem a[href*='consent/']"),
                Missing = Confirmed,
            },
            new("The same request succeeds", "The sign-in now has the second factor, so the exchange succeeds, and AppB returns the orders.", Orders, Rows)
            {
                As = "frank",
                RemedyText = "The second factor is still missing. Do it, and approve.",
            },
            new("What has changed in the token", "The claim acrs says which authentication context was satisfied. AppB could require it, too.",
                "tokens", "#AppB") { As = "frank" },
        ]),
        new(NoUser, "No user", "the same call as the application", "bob",
        [
            SignIn("bob", "Bob signs in", "Bob may read no orders. Could the portal read them for him as the application?"),
            new("The same call twice", "Do it: the portal calls AppB on behalf of Bob, and again as the application, without a user.",
                "no-user", $"main .both, {Compare}") { As = "bob", Action = new TourAction.Click(Compare) },
            new("On behalf of Bob", "Refused, as on the data page. The API knows for whom the call is, and decides by his roles.",
                "no-user", "main .both > :first-child") { As = "bob", RemedyText = NotCompared, Remedy = Compare },
            new("As the application", "Allowed, with the orders of all users. The token has no user and an application’s role.",
                "no-user", "main .both > :last-child") { As = "bob", RemedyText = NotCompared, Remedy = Compare },
            new("Which call to use", "If a user is refused, report it. Never repeat the call as the application: every user would then see everything.",
                "no-user", "main section:has(> #guide-title)") { As = "bob" },
        ]),
        new("key-rollover", "A key rolls over", "a new signing key", "alice",
        [
            SignIn("alice", "Alice signs in", "The sign-in service signs every token with its private key. APIs check them with the public key that it publishes."),
            new("Whose signature", "The signature of the token for AppB fits a key that the sign-in service publishes.", "tokens", Signature)
            {
                As = "alice",
                RemedyText = NoConsent("Alice"),
            },
            new("The next key signs",
                "Do it: from now on a new key signs. The previous one stays published, so tokens that it signed are still valid.",
                "tokens", Signature) { As = "alice", Action = new TourAction.Play("roll-over"), RemedyText = NoConsent("Alice") },
            new("The data is still there",
                "AppB did not know the new key, fetched the keys once, and accepted the new token. Nobody had to restart anything.",
                Orders, $"{Rows}, {Problem}") { As = "alice" },
            new("Where it happened", "The trace shows the new exchange and the call with its token, hop by hop.", "trace", "main .trace") { As = "alice" },
        ]),
    ];

    private const string Confirmed = "Frank has confirmed the second factor in this sign-in. Sign out to see the refusal again, or go on.";
    private const string NotCompared = "The calls were not compared yet. Do it.";

    private static string NoConsent(string name) => $"AppB needs {name}’s consent first. Do it, and accept.";

    // Signed in as somebody else, the account menu takes the place of the story.
    private static TourStep SignIn(string user, string title, string text) =>
        new(title, text, Home, $"main [data-account='{user}'], [popovertarget='user-menu']") { Action = new TourAction.SignIn(user) };
}
