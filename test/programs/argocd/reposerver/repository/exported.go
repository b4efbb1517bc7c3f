package repository

// ParametersOfPlugin is how the repo-server asks a plugin for its parameters.
var ParametersOfPlugin = populatePluginAppDetails
