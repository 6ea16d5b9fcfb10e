global using OrleansMicro.Simulation;
global using OrleansMicro.Simulation.Cluster;
global using OrleansMicro.Simulation.Faults;
global using OrleansMicro.Simulation.Network;
global using OrleansMicro.Simulation.Runtime;
global using OrleansMicro.Simulation.Scheduling;
global using OrleansMicro.Simulation.Store;
