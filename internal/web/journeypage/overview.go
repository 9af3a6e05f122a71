package journeypage

import "onward/internal/web"

func (p Pages) overviewRoutes() []web.Route { return nil }
