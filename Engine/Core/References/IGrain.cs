using Orleans.Runtime;

namespace Orleans;

/// <summary>The base of all grain interfaces.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain whose key is a GUID.</summary>
public interface IGrainWithGuidKey : IGrain;

/// <summary>A grain whose key is a 64-bit integer.</summary>
public interface IGrainWithIntegerKey : IGrain;

/// <summary>A grain whose key is text.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>A grain whose key is a GUID and a text.</summary>
public interface IGrainWithGuidCompoundKey : IGrain;

/// <summary>A grain whose key is a 64-bit integer and a text.</summary>
public interface IGrainWithIntegerCompoundKey : IGrain;

/// <summary>An object outside the cluster that grains can call back.</summary>
public interface IGrainObserver : IAddressable;
