package journeypage

import "onward/internal/web"

func (p Pages) timelineRoutes() []web.Route { return nil }
