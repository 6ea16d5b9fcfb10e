namespace Orleans;

/// <summary>Values of the class are written in full each time they are met in a message; there must be no cycles among them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SuppressReferenceTrackingAttribute : Attribute;
