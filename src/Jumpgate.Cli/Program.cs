using Jumpgate.Cli;

return await JumpgateCommand.RunAsync(args, Terminal.Standard());
