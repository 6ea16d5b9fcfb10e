namespace OrleansMicro.Tests.EndToEnd.Browser;

/// <summary>A test that needs a real browser; skipped where there is none and none can be installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!Chromium.CanBeHad)
            Skip = "There is no chromium, and no apt-get as root to install it with.";
    }
}
