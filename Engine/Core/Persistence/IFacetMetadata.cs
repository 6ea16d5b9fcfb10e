using System.Reflection;

namespace Orleans
{
    /// <summary>Marks parameter attributes whose arguments are made per activation.</summary>
    public interface IFacetMetadata;

    /// <summary>Makes an instance of something.</summary>
    public delegate TInstance Factory<out TInstance>();

    /// <summary>Makes an instance of something.</summary>
    public delegate TInstance Factory<in TParam1, out TInstance>(TParam1 param1);
}

namespace Orleans.Runtime
{
    /// <summary>Turns a parameter attribute into the factory of the parameter's argument.</summary>
    public interface IAttributeToFactoryMapper<in TMetadata>
        where TMetadata : IFacetMetadata
    {
        /// <summary>The factory of the argument of <paramref name="parameter"/>.</summary>
        Factory<IGrainContext, object> GetFactory(ParameterInfo parameter, TMetadata metadata);
    }
}
